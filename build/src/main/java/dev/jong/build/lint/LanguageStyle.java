package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rules of hadolint about the package managers of languages.
final class LanguageStyle {
    private static final String[] PIP_VALUES = {
        "-c",
        "--constraint",
        "-i",
        "--index-url",
        "--extra-index-url",
        "-f",
        "--find-links",
        "-t",
        "--target",
        "--prefix",
        "--root",
        "--python",
        "--trusted-host",
        "--platform",
        "--python-version",
        "--abi",
        "--cache-dir",
        "--timeout",
        "--retries",
        "--proxy",
        "--cert",
        "--upgrade-strategy",
        "--no-binary",
        "--only-binary",
        "--progress-bar",
        "--src",
        "-b"
    };
    private static final String[] NPM_VALUES = {
        "--prefix", "--registry", "--loglevel", "--cache", "--omit", "--include", "-C"
    };
    private static final String[] GEM_VALUES = {
        "-i",
        "--install-dir",
        "-n",
        "--bindir",
        "-s",
        "--source",
        "-P",
        "--trust-policy",
        "--platform"
    };

    private final boolean pipCacheOff;
    private final LintedStage.LintedRun run;
    private final Findings findings;

    private LanguageStyle(boolean pipCacheOff, LintedStage.LintedRun run, Findings findings) {
        this.pipCacheOff = pipCacheOff;
        this.run = run;
        this.findings = findings;
    }

    static void check(LintedFile file, Findings findings) {
        Set<Integer> off = new HashSet<>();
        for (LintedStage stage : file.stages()) {
            boolean inherited =
                    stage.base().filter(base -> off.contains(base.stage().index())).isPresent();
            boolean pipCacheOff = inherited || isPipCacheOff(stage);
            if (pipCacheOff) {
                off.add(stage.stage().index());
            }
            for (LintedStage.LintedRun run : stage.runs()) {
                LanguageStyle style = new LanguageStyle(pipCacheOff, run, findings);
                run.commands().forEach(style::one);
            }
        }
    }

    private void add(String rule, String message) {
        findings.add(rule, run.run().origin(), message);
    }

    private void one(ShellCommand command) {
        String name = command.name();
        boolean module =
                isVersionOf("python", name)
                        && command.words().contains("-m")
                        && command.words().contains("pip");
        if ((module || isVersionOf("pip", name)) && command.words().contains("install")) {
            pip(command);
        }
        switch (name) {
            case "npm" -> npm(command);
            case "gem" -> gem(command);
            case "yarn" -> yarn(command);
            case "go" -> go(command);
            default -> {
                // Not a package manager, or one without rules.
            }
        }
    }

    /// Such as `python3.12` of `python`.
    private static boolean isVersionOf(String program, String name) {
        return name.startsWith(program)
                && name.substring(program.length())
                        .chars()
                        .allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    private void pip(ShellCommand command) {
        boolean listed =
                command.has("-r", "--requirement", "-e", "--editable", "-c", "--constraint");
        for (String name : listed ? List.<String>of() : command.after("install", PIP_VALUES)) {
            if (!isPinnedPip(name)) {
                add("DL3013", "the package " + Shown.of(name) + " has no version");
            }
        }
        boolean cached =
                !command.has("--no-cache-dir")
                        && !run.mounts("/root/.cache/pip")
                        && !pipCacheOff
                        && run.commands().stream().noneMatch(c -> c.is("pip", "purge"));
        if (cached) {
            add("DL3042", "pip install without --no-cache-dir leaves its cache in the image");
        }
    }

    private static boolean isPipCacheOff(LintedStage stage) {
        for (Instruction.Env env : stage.all(Instruction.Env.class)) {
            if (env.pairs().stream().anyMatch(p -> p.name().equals("PIP_NO_CACHE_DIR"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPinnedPip(String name) {
        boolean version =
                List.of("==", ">=", "<=", "~=", "!=", "<", ">", "@", "git+", "://").stream()
                        .anyMatch(name::contains);
        boolean local =
                name.startsWith(".")
                        || name.startsWith("/")
                        || name.endsWith(".whl")
                        || name.endsWith(".tar.gz");
        return version || local;
    }

    private void npm(ShellCommand command) {
        boolean installs =
                command.arguments().stream()
                        .findFirst()
                        .filter(LanguageStyle::isNpmInstall)
                        .isPresent();
        if (!installs) {
            return;
        }
        String verb = command.arguments().getFirst();
        for (String name : command.after(verb, NPM_VALUES)) {
            boolean pinned =
                    name.indexOf('@', 1) > 0
                            || name.contains("://")
                            || name.endsWith(".tgz")
                            || name.endsWith(".tar.gz")
                            || name.startsWith(".")
                            || name.startsWith("git")
                            || name.indexOf('/') >= 0 && !name.startsWith("@");
            if (!pinned) {
                add("DL3016", "the package " + Shown.of(name) + " has no version");
            }
        }
    }

    private static boolean isNpmInstall(String verb) {
        return verb.equals("install") || verb.equals("i") || verb.equals("add");
    }

    private void gem(ShellCommand command) {
        if (!command.is("gem", "install", "i") || command.has("-v", "--version")) {
            return;
        }
        String verb = command.arguments().contains("install") ? "install" : "i";
        for (String name : command.after(verb, GEM_VALUES)) {
            if (name.indexOf(':') < 0 && !name.endsWith(".gem")) {
                add("DL3028", "the gem " + Shown.of(name) + " has no version");
            }
        }
    }

    private void yarn(ShellCommand command) {
        boolean cleaned =
                run.commands().stream().anyMatch(c -> c.is("yarn", "cache"))
                        || run.mounts("/usr/local/share/.cache/yarn")
                        || run.mounts("/root/.cache/yarn")
                        || run.mounts("/root/.yarn");
        if (command.is("yarn", "install") && !cleaned) {
            add("DL3060", "the cache of yarn stays in the image");
        }
    }

    private void go(ShellCommand command) {
        if (!command.is("go", "install")) {
            return;
        }
        for (String name :
                command.after("install", "-ldflags", "-tags", "-gcflags", "-o", "-mod")) {
            boolean local = name.startsWith(".") || name.startsWith("/") || name.indexOf('.') < 0;
            if (!local && (name.indexOf('@') < 0 || name.endsWith("@latest"))) {
                add("DL3062", "the package " + Shown.of(name) + " has no version");
            }
        }
    }
}
