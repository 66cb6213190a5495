package dev.jong.runtime.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes the calls that tell a right filter from a wrong one: every number, and arguments around the values that
/// the profile compares.
final class CallGenerator {
    private final Random random;
    private final List<Long> interesting =
            new ArrayList<>(List.of(0L, 1L, -1L, 1L << 31, 1L << 32, 0xffffffffL));

    CallGenerator(Profile profile, Random random) {
        this.random = random;
        for (Rule rule : profile.rules()) {
            for (List<ArgumentTest> tests : rule.alternatives()) {
                for (ArgumentTest test : tests) {
                    around(test.value());
                    around(test.masked());
                }
            }
        }
    }

    /// Six arguments, most of them out of what the profile looks at.
    long[] arguments() {
        long[] arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] =
                    random.nextInt(8) == 0
                            ? random.nextLong()
                            : interesting.get(random.nextInt(interesting.size()));
        }
        return arguments;
    }

    /// A call number: mostly one that exists, at times with the x32 bit or far away.
    int number() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt() & ~0x40000000;
            case 1 -> random.nextInt(600) | 0x40000000;
            default -> random.nextInt(600);
        };
    }

    private void around(long value) {
        interesting.addAll(
                List.of(
                        value - 1,
                        value,
                        value + 1,
                        value | 1L << 32,
                        value << 32,
                        value ^ 1L << 63));
    }
}
