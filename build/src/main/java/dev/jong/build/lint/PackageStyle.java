package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import java.util.List;

/// Rules of hadolint about the package managers of distributions.
final class PackageStyle {
    private static final String[] APT_VALUES = {
        "-t", "--target-release", "-o", "--option", "-c", "--config-file", "-a"
    };
    private static final String[] APK_VALUES = {
        "-t", "--virtual", "-X", "--repository", "-p", "--root", "--keys-dir", "--arch"
    };
    private static final String[] ZYPPER_VALUES = {
        "-r", "--repo", "-t", "--type", "--from", "-p", "--root", "-R"
    };

    private final LintedStage stage;
    private final LintedStage.LintedRun run;
    private final Findings findings;

    private PackageStyle(LintedStage stage, LintedStage.LintedRun run, Findings findings) {
        this.stage = stage;
        this.run = run;
        this.findings = findings;
    }

    static void check(LintedFile file, Findings findings) {
        for (LintedStage stage : file.stages()) {
            for (LintedStage.LintedRun run : stage.runs()) {
                PackageStyle style = new PackageStyle(stage, run, findings);
                run.commands().forEach(style::one);
            }
        }
    }

    private void add(String rule, String message) {
        Instruction.Run it = run.run();
        findings.add(rule, it.origin(), message);
    }

    private void one(ShellCommand command) {
        switch (command.name()) {
            case "apt-get" -> apt(command);
            case "apk" -> apk(command);
            case "yum" -> rpm(command, "yum", "DL3030", "DL3032", "DL3033");
            case "dnf", "microdnf" -> rpm(command, command.name(), "DL3038", "DL3040", "DL3041");
            case "zypper" -> zypper(command);
            default -> {
                // No package manager of a distribution.
            }
        }
    }

    private void apt(ShellCommand command) {
        boolean installs = command.is("apt-get", "install");
        if (installs) {
            for (String name : command.after("install", APT_VALUES)) {
                boolean pinned =
                        name.indexOf('=') >= 0 || name.indexOf('/') >= 0 || name.endsWith(".deb");
                if (!pinned) {
                    add("DL3008", "the package " + Shown.of(name) + " has no version");
                }
            }
            boolean quiet = command.words().stream().filter("-q"::equals).count() > 1;
            if (!quiet && !command.has("-y", "--yes", "--assume-yes", "-qq", "-q=2")) {
                add("DL3014", "apt-get install waits for an answer without -y");
            }
            boolean few =
                    command.has("--no-install-recommends")
                            || command.words().stream()
                                    .anyMatch(w -> w.contains("APT::Install-Recommends="));
            if (!few) {
                add("DL3015", "apt-get install without --no-install-recommends brings more");
            }
        }
        boolean lists = installs || command.is("apt-get", "update");
        if (lists
                && stage.kept()
                && !run.removes("/var/lib/apt")
                && !run.mounts("/var/lib/apt/lists")) {
            add("DL3009", "the lists of apt-get stay in the image");
        }
    }

    private void apk(ShellCommand command) {
        if (!command.is("apk", "add")) {
            return;
        }
        for (String name : command.after("add", APK_VALUES)) {
            boolean pinned =
                    name.chars().anyMatch(c -> "=~<>".indexOf(c) >= 0) || name.endsWith(".apk");
            if (!pinned && !name.startsWith(".")) {
                add("DL3018", "the package " + Shown.of(name) + " has no version");
            }
        }
        boolean cleared =
                command.has("--no-cache")
                        || run.removes("/var/cache/apk")
                        || run.mounts("/var/cache/apk");
        if (!cleared) {
            add("DL3019", "apk add without --no-cache leaves its cache in the image");
        }
    }

    private void rpm(ShellCommand command, String tool, String yes, String clean, String version) {
        boolean groups = command.is(tool, "groupinstall", "localinstall", "reinstall");
        boolean installs = command.is(tool, "install") || command.is(tool, "module");
        if (!installs && !groups) {
            return;
        }
        if (!command.has("-y", "--assumeyes")) {
            add(yes, tool + " waits for an answer without -y");
        }
        boolean cleaned =
                run.commands().stream().anyMatch(c -> c.is(tool, "clean"))
                        || run.removes("/var/cache/" + tool)
                        || run.removes("/var/cache/libdnf5")
                        || run.mounts("/var/cache/" + tool)
                        || run.mounts("/var/cache/libdnf5");
        if (!cleaned) {
            add(clean, "the cache of " + tool + " stays in the image");
        }
        List<String> names = installs ? command.after("install", "--setopt", "-c") : List.of();
        boolean module = command.is(tool, "module");
        for (String name : names) {
            boolean pinned = module ? name.indexOf(':') > 0 : isPinnedRpm(name);
            if (!pinned) {
                add(version, "the package " + Shown.of(name) + " has no version");
            }
        }
    }

    private static boolean isPinnedRpm(String name) {
        if (name.endsWith(".rpm") || name.startsWith("@") || name.startsWith("/")) {
            return true;
        }
        for (int i = name.indexOf('-'); i >= 0; i = name.indexOf('-', i + 1)) {
            if (i + 1 < name.length()
                    && (isDigit(name.charAt(i + 1)) || name.charAt(i + 1) == '$')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void zypper(ShellCommand command) {
        boolean installs = command.is("zypper", "install", "in");
        boolean asks =
                installs
                        || command.is(
                                "zypper",
                                "remove",
                                "rm",
                                "source-install",
                                "si",
                                "patch",
                                "update",
                                "up",
                                "dist-upgrade",
                                "dup");
        if (asks && !command.has("-y", "--no-confirm", "-n", "--non-interactive")) {
            add("DL3034", "zypper waits for an answer without -n");
        }
        if (command.is("zypper", "dist-upgrade", "dup")) {
            add("DL3035", "zypper dist-upgrade is used");
        }
        if (!installs) {
            return;
        }
        boolean cleaned =
                run.commands().stream().anyMatch(c -> c.is("zypper", "clean", "cc"))
                        || run.removes("/var/cache/zypp")
                        || run.mounts("/var/cache/zypp");
        if (!cleaned) {
            add("DL3036", "the cache of zypper stays in the image");
        }
        String verb = command.arguments().contains("install") ? "install" : "in";
        for (String name : command.after(verb, ZYPPER_VALUES)) {
            boolean pinned =
                    name.chars().anyMatch(c -> "=<>~".indexOf(c) >= 0) || name.endsWith(".rpm");
            if (!pinned) {
                add("DL3037", "the package " + Shown.of(name) + " has no version");
            }
        }
    }
}
