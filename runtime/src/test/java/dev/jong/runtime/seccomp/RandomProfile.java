package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Makes profiles that nobody would write.
final class RandomProfile {
    private static final List<Action> ACTIONS =
            List.of(
                    Action.ALLOW,
                    Action.ALLOW,
                    Action.NO_SUCH_CALL,
                    new Action(Action.Kind.ERRNO, 1),
                    new Action(Action.Kind.TRACE, 7),
                    new Action(Action.Kind.TRAP, 0),
                    new Action(Action.Kind.LOG, 0),
                    new Action(Action.Kind.KILL_THREAD, 0),
                    Action.KILL_PROCESS);

    private RandomProfile() {}

    static Profile make(Random random, SyscallTable table) {
        List<String> names = new ArrayList<>(table.names());
        names.sort(null);
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(25); i >= 0; i--) {
            rules.add(rule(random, names));
        }
        EnumSet<Architecture> architectures = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
            if (random.nextBoolean()) {
                architectures.add(architecture);
            }
        }
        return new Profile(pick(random, ACTIONS), architectures, rules, 0);
    }

    private static Rule rule(Random random, List<String> names) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            some.add(pick(random, names));
        }
        List<List<ArgumentTest>> alternatives = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<ArgumentTest> tests = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                tests.add(test(random));
            }
            alternatives.add(tests);
        }
        Selector selector =
                random.nextInt(3) > 0
                        ? Selector.NONE
                        : new Selector(
                                List.of(Capability.values()[random.nextInt(41)].kernelName()),
                                List.of(),
                                Optional.empty());
        boolean includes = random.nextBoolean();
        return new Rule(
                some,
                pick(random, ACTIONS),
                alternatives,
                includes ? selector : Selector.NONE,
                includes ? Selector.NONE : selector,
                "");
    }

    private static ArgumentTest test(Random random) {
        List<ArgumentTest.Operator> operators = List.of(ArgumentTest.Operator.values());
        return new ArgumentTest(
                random.nextInt(6), pick(random, operators), number(random), number(random));
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4);
            case 1 -> 1L << random.nextInt(64);
            case 2 -> random.nextLong();
            default -> random.nextInt() & 0xffffffffL;
        };
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
