package dev.jong.runtime.host;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Texts that a parser of the kernel's files must survive: cut, or with bytes changed. The seed decides.
final class OddLines {
    private OddLines() {}

    static Stream<String> of(String text) {
        Stream<String> cut =
                IntStream.rangeClosed(0, text.length()).mapToObj(end -> text.substring(0, end));
        return Stream.concat(
                cut, LongStream.range(0, 1000).mapToObj(seed -> changed(text, new Random(seed))));
    }

    private static String changed(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(10); i >= 0; i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(3)) {
                case 0 -> out.setCharAt(at, " \t\n-:/0x\u00ff".charAt(random.nextInt(9)));
                case 1 -> out.deleteCharAt(at);
                default ->
                        out.insert(at, random.nextBoolean() ? " - cgroup" : "99999999999999999999");
            }
        }
        return out.toString();
    }
}
