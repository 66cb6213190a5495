package dev.jong.build.solver;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.RunMount;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.StepMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// The mounts of a `RUN`, variables replaced.
final class MountWork {
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

    private final StageWork work;

    MountWork(StageWork work) {
        this.work = work;
    }

    /// A mount before it is made.
    ///
    /// @param inputs what a result depends on of it. Of a cache and of a secret that is not what they hold
    /// @param made makes it: what it shows of a context becomes a layer
    record Planned(List<StepInputs.Input> inputs, Supplier<StepMount> made) {}

    /// All of them, in their order. Nothing is made.
    List<Planned> plan(Instruction.Run run) {
        List<Planned> out = new ArrayList<>();
        for (RunMount mount : run.mounts()) {
            try {
                out.add(mount(mount, run));
            } catch (NumberFormatException e) {
                throw Located.error(
                        work.solving().dockerfile(), run.origin(), "a mount has a bad number");
            }
        }
        return out;
    }

    private Planned mount(RunMount mount, Instruction.Run run) {
        return switch (mount.type()) {
            case "cache" -> cache(mount, run);
            case "tmpfs" -> {
                long size = size(option(mount, "size", "0"));
                String target = target(mount, run);
                yield planned("tmpfs " + size, new StepMount.Tmpfs(target, size));
            }
            case "secret" -> secret(mount, run);
            case "ssh" -> ssh(mount);
            default -> bind(mount, run);
        };
    }

    private static Planned planned(String says, StepMount mount) {
        return new Planned(
                List.of(new StepInputs.Input("mount " + mount.target(), says)), () -> mount);
    }

    private Planned bind(RunMount mount, Instruction.Run run) {
        String source = option(mount, "source", "");
        String target = target(mount, run);
        boolean writable = flag(mount, "readwrite");
        Part part = new Origins(work).part(option(mount, "from", ""), source);
        List<StepInputs.Input> inputs = new ArrayList<>();
        inputs.add(
                new StepInputs.Input(
                        "mount " + target, "bind " + source + (writable ? " rw" : "")));
        inputs.addAll(part.inputs());
        return new Planned(
                inputs, () -> new StepMount.Bind(part.made().get(), source, target, writable));
    }

    private Planned cache(RunMount mount, Instruction.Run run) {
        String target = target(mount, run);
        String from = option(mount, "from", "");
        String id = option(mount, "id", target);
        String source = option(mount, "source", "");
        boolean readOnly = flag(mount, "readonly");
        StepMount.Sharing sharing =
                StepMount.Sharing.valueOf(
                        option(mount, "sharing", "shared").toUpperCase(Locale.ROOT));
        int mode = octal(option(mount, "mode", "0755"));
        long uid = Long.parseLong(option(mount, "uid", "0"));
        long gid = Long.parseLong(option(mount, "gid", "0"));
        Part part = from.isEmpty() ? Part.NOTHING : new Origins(work).part(from, source);
        String says = "cache " + id + " " + sharing + (readOnly ? " ro" : "");
        return new Planned(
                List.of(new StepInputs.Input("mount " + target, says)),
                () ->
                        new StepMount.Cache(
                                id,
                                sharing,
                                part.made().get(),
                                source,
                                target,
                                readOnly,
                                mode,
                                uid,
                                gid));
    }

    private Planned secret(RunMount mount, Instruction.Run run) {
        String target = option(mount, "target", "");
        String variable = option(mount, "env", "");
        String id = option(mount, "id", target.substring(target.lastIndexOf('/') + 1));
        if (id.isEmpty()) {
            throw Located.error(
                    work.solving().dockerfile(), run.origin(), "a secret needs an id or a target");
        }
        String place = target.isEmpty() && variable.isEmpty() ? "/run/secrets/" + id : target;
        return planned(
                "secret " + id + " " + variable,
                new StepMount.Secret(
                        id,
                        place.isEmpty() ? "" : work.absolute(place),
                        variable,
                        flag(mount, "required"),
                        octal(option(mount, "mode", "0400")),
                        Long.parseLong(option(mount, "uid", "0")),
                        Long.parseLong(option(mount, "gid", "0"))));
    }

    private Planned ssh(RunMount mount) {
        String target = option(mount, "target", "");
        String id = option(mount, "id", "default");
        return planned(
                "ssh " + id,
                new StepMount.Ssh(
                        id,
                        target.isEmpty() ? "/run/buildkit/ssh_agent.0" : work.absolute(target),
                        flag(mount, "required"),
                        octal(option(mount, "mode", "0600")),
                        Long.parseLong(option(mount, "uid", "0")),
                        Long.parseLong(option(mount, "gid", "0"))));
    }

    private String target(RunMount mount, Instruction.Run run) {
        String target = option(mount, "target", "");
        if (target.isEmpty()) {
            throw Located.error(
                            work.solving().dockerfile(),
                            run.origin(),
                            "a mount of type " + mount.type() + " needs a target")
                    .hint("add target=/some/place");
        }
        String absolute = work.absolute(target);
        if (absolute.equals("/")) {
            throw Located.error(
                    work.solving().dockerfile(), run.origin(), "a mount cannot be at /");
        }
        return absolute;
    }

    private String option(RunMount mount, String name, String absent) {
        return work.word(mount.option(name, absent));
    }

    private boolean flag(RunMount mount, String name) {
        String value = option(mount, name, "false");
        return value.equals("true") || value.equals("1");
    }

    private static int octal(String text) {
        return Integer.parseInt(text, 8);
    }

    private static long size(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
            digits++;
        }
        String unit = lower.substring(digits);
        String plain = unit.length() > 1 && unit.endsWith("b") ? unit.substring(0, 1) : unit;
        Long factor = UNITS.get(plain);
        if (factor == null) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "a size cannot be " + text);
        }
        return Long.parseLong(lower.substring(0, digits)) * factor;
    }
}
