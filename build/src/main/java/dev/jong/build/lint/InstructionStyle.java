package dev.jong.build.lint;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rules of hadolint about other instructions.
final class InstructionStyle {
    private InstructionStyle() {}

    static void check(LintedFile file, Findings findings) {
        for (LintedStage stage : file.stages()) {
            stage.all(Instruction.Expose.class).forEach(expose -> ports(expose, findings));
            stage.all(Instruction.User.class).forEach(user -> number(user, findings));
            environment(stage, findings);
            consecutive(stage, findings);
        }
        LintedStage last = file.stages().getLast();
        List<Instruction.User> users = last.all(Instruction.User.class);
        if (!users.isEmpty() && isRoot(users.getLast().user())) {
            findings.add("DL3002", users.getLast().origin(), "the last user is root");
        }
        health(last, findings);
    }

    private static boolean isRoot(String user) {
        String name = user.split(":", 2)[0].replace("\"", "");
        return name.equals("root") || name.equals("0");
    }

    private static void number(Instruction.User user, Findings findings) {
        String name = user.user().split(":", 2)[0].replace("\"", "").replace("'", "");
        if (name.indexOf('$') < 0 && !name.chars().allMatch(Character::isDigit)) {
            findings.add(
                    "DL3066",
                    user.origin(),
                    "the user "
                            + Shown.of(name)
                            + " is a name: a host cannot tell whether it is root");
        }
    }

    private static void ports(Instruction.Expose expose, Findings findings) {
        for (String port : expose.ports()) {
            for (String number : port.split("/", 2)[0].replace('-', ':').split(":")) {
                boolean digits = !number.isEmpty() && number.chars().allMatch(Character::isDigit);
                if (digits && (number.length() > 9 || Integer.parseInt(number) > 65535)) {
                    findings.add("DL3011", expose.origin(), "there is no port " + Shown.of(number));
                }
            }
        }
    }

    private static void environment(LintedStage stage, Findings findings) {
        Set<String> set = new HashSet<>();
        for (Instruction instruction : stage.stage().instructions()) {
            if (instruction instanceof Instruction.Arg arg) {
                arg.arguments().forEach(argument -> set.add(argument.name()));
            }
            if (!(instruction instanceof Instruction.Env env)) {
                continue;
            }
            boolean few = env.pairs().size() < 200;
            for (Instruction.Pair pair : few ? env.pairs() : List.<Instruction.Pair>of()) {
                for (Instruction.Pair other : env.pairs()) {
                    if (!set.contains(other.name()) && uses(pair, other.name())) {
                        findings.add(
                                "DL3044",
                                env.origin(),
                                "$"
                                        + Shown.of(other.name())
                                        + " is not set yet within its own ENV");
                    }
                }
            }
            env.pairs().forEach(pair -> set.add(pair.name()));
        }
    }

    private static boolean uses(Instruction.Pair pair, String name) {
        // PATH=$PATH:... is about what was there before.
        if (pair.name().equals(name) || pair.value().indexOf('$') < 0) {
            return false;
        }
        String value = pair.value();
        for (int at = value.indexOf("$" + name); at >= 0; at = value.indexOf("$" + name, at + 1)) {
            int end = at + 1 + name.length();
            boolean goesOn =
                    end < value.length()
                            && (Character.isLetterOrDigit(value.charAt(end))
                                    || value.charAt(end) == '_');
            if (!goesOn && (at == 0 || value.charAt(at - 1) != '\\')) {
                return true;
            }
        }
        return value.contains("${" + name + "}") || value.contains("${" + name + ":");
    }

    private static void consecutive(LintedStage stage, Findings findings) {
        Optional<Instruction.Run> before = Optional.empty();
        for (Instruction instruction : stage.stage().instructions()) {
            Optional<Instruction.Run> run = Optional.empty();
            if (instruction instanceof Instruction.Run it) {
                run = Optional.of(it);
                if (before.isPresent() && alike(before.get(), it)) {
                    findings.add("DL3059", it.origin(), "this RUN and the one before could be one");
                }
            }
            before = run;
        }
    }

    private static boolean alike(Instruction.Run one, Instruction.Run other) {
        boolean shells =
                one.command() instanceof CommandLine.Shell
                        && other.command() instanceof CommandLine.Shell;
        return shells
                && one.documents().isEmpty()
                && other.documents().isEmpty()
                && one.mounts().equals(other.mounts())
                && one.network().equals(other.network())
                && one.security().equals(other.security());
    }

    private static void health(LintedStage last, Findings findings) {
        for (LintedStage at = last; at != null; at = at.base().orElse(null)) {
            if (!at.all(Instruction.HealthCheck.class).isEmpty()) {
                return;
            }
        }
        findings.add("DL3057", last.stage().from().origin(), "the image has no HEALTHCHECK");
    }
}
