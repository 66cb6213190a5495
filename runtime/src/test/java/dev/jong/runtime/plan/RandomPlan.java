package dev.jong.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Plans for property tests: every kind of argument, strings that repeat, lists that may be empty.
final class RandomPlan {
    private final Random random;

    RandomPlan(long seed) {
        this.random = new Random(seed);
    }

    LaunchPlan plan() {
        return new LaunchPlan(
                Machine.X86_64,
                random.nextInt(128),
                random.nextLong(),
                maybe() ? Optional.of(register()) : Optional.empty(),
                maybe() ? Optional.of(register()) : Optional.empty(),
                ops(),
                ops(),
                ops(),
                ops(),
                ops(),
                maybe() ? Optional.of(monitor()) : Optional.empty());
    }

    private LaunchPlan.Monitor monitor() {
        return new LaunchPlan.Monitor(
                maybe() ? Optional.of(text()) : Optional.empty(),
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                maybe() ? text() : "",
                maybe() ? Optional.of(text()) : Optional.empty(),
                text(),
                maybe() ? Optional.of(texts()) : Optional.empty());
    }

    private List<Op> ops() {
        List<Op> out = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            List<Arg> args = new ArrayList<>();
            for (int arg = random.nextInt(7); arg > 0; arg--) {
                args.add(arg());
            }
            int result = maybe() ? register().index() : Contract.PLAN_NO_REGISTER;
            out.add(
                    new Op(
                            random.nextInt(0x10020),
                            "op",
                            args,
                            result,
                            random.nextInt(0x10000),
                            "why"));
        }
        return out;
    }

    private Arg arg() {
        return switch (random.nextInt(8)) {
            case 0 -> new Arg.Value(random.nextLong());
            case 1 -> new Arg.Flags(random.nextLong(), Flag.MOUNT);
            case 2 -> register();
            case 3 -> new Arg.Str(text());
            case 4 -> new Arg.Block(bytes(1 + random.nextInt(40)), "{}");
            case 5 -> new Arg.Strings(texts());
            case 6 ->
                    new Arg.Words(
                            List.of(new Arg.Value(random.nextLong()), new Arg.Str(text())), "{}");
            default -> new Arg.Filter(bytes(8 * (1 + random.nextInt(20))));
        };
    }

    private Arg.Register register() {
        return new Arg.Register(random.nextInt(Contract.PLAN_REGISTERS));
    }

    private List<String> texts() {
        List<String> out = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            out.add(text());
        }
        return out;
    }

    /// Half of them out of a few, so that equal ones meet; any byte but NUL.
    private String text() {
        if (maybe()) {
            return "same" + random.nextInt(3);
        }
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            out.append((char) (1 + random.nextInt(255)));
        }
        return out.toString();
    }

    private byte[] bytes(int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return out;
    }

    private boolean maybe() {
        return random.nextBoolean();
    }
}
