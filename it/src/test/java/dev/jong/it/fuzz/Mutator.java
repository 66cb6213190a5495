package dev.jong.it.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes inputs out of well-formed ones: most of them nearly right, which is where parsers go wrong.
final class Mutator {
    private static final int LONGEST = 1 << 16;
    private static final List<String> TOKENS =
            List.of(
                    "",
                    "\0",
                    "..",
                    "/",
                    "../",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "null",
                    "-0",
                    "1e999",
                    "9223372036854775808",
                    "-1",
                    ":",
                    "@",
                    "sha256:",
                    "--",
                    "=",
                    ",",
                    "\u00ff\u00fe",
                    "\u001b[2J");

    private final RandomGenerator random;
    private final List<byte[]> seeds;

    Mutator(RandomGenerator random, List<byte[]> seeds) {
        this.random = random;
        this.seeds = List.copyOf(seeds);
    }

    /// The next input, at most 64 KiB.
    byte[] next() {
        byte[] input = seed();
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            input = change(input);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size())).clone();
    }

    private byte[] change(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + random.nextInt(1, 64));
        return switch (random.nextInt(7)) {
            case 0 ->
                    splice(
                            input,
                            at,
                            at,
                            TOKENS.get(random.nextInt(TOKENS.size()))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            case 1 -> splice(input, at, end, new byte[0]);
            case 2 -> splice(input, at, at, Arrays.copyOfRange(input, at, end));
            case 3 -> splice(input, at, input.length, tail(seed()));
            case 4 -> overwrite(input, at, (byte) random.nextInt());
            case 5 ->
                    overwrite(
                            input,
                            at,
                            (byte) (at < input.length ? input[at] ^ 1 << random.nextInt(8) : 0));
            default -> splice(input, at, at, many(input, at));
        };
    }

    private byte[] tail(byte[] bytes) {
        return Arrays.copyOfRange(bytes, random.nextInt(bytes.length + 1), bytes.length);
    }

    /// One byte many times: depth and length limits.
    private byte[] many(byte[] input, int at) {
        byte[] run = new byte[random.nextInt(1, 3000)];
        Arrays.fill(run, at < input.length ? input[at] : (byte) '[');
        return run;
    }

    private static byte[] overwrite(byte[] input, int at, byte value) {
        if (at < input.length) {
            input[at] = value;
        }
        return input;
    }

    private static byte[] splice(byte[] input, int from, int to, byte[] middle) {
        byte[] out = new byte[input.length - (to - from) + middle.length];
        System.arraycopy(input, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(input, to, out, from + middle.length, input.length - to);
        return out;
    }
}
