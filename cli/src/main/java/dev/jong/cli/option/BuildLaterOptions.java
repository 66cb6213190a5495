package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.later;

import dev.jong.cli.option.OptionSpec.Kind;

/// Options of other builders' `build`: what holds anyway, and what is refused by name, as an image that silently lacks what
/// was asked for is worse than none.
final class BuildLaterOptions {
    private static final String PRIVILEGE =
            "--allow security.insecure, and RUN --security=insecure";
    private static final String NAMESPACES = "leave it out; each step has namespaces of its own";
    private static final String ATTACH = "leave it out, and attach it with another tool";
    private static final String BOM = "leave it out, and make it with another tool";
    private static final String KEPT = "leave it out; containers of steps are never kept";
    private static final String ALWAYS = "leave it out; it is always so";
    private static final String IDS = "leave it out; a user's ids are those of the engine";

    private BuildLaterOptions() {}

    static OptionSection section() {
        return OptionSection.of(
                "",
                flag("force-rm", "").ignored(),
                flag("compress", "").ignored(),
                later(Kind.FLAG, "rm", KEPT).neutral("true"),
                later(Kind.FLAG, 'D', "disable-compression", "push --compression-format does it")
                        .neutral("true"),
                later(Kind.FLAG, "disable-content-trust", ATTACH).neutral("true"),
                later(Kind.FLAG, "rewrite-timestamp", ALWAYS).neutral("true"),
                later(Kind.FLAG, "skip-unused-stages", ALWAYS).neutral("true"),
                later(Kind.FLAG, "identity-label", "leave it out; --label sets labels"),
                later(Kind.FLAG, "created-annotation", "leave it out; --annotation sets it"),
                later(Kind.FLAG, "inherit-labels", "--unsetlabel NAME").neutral("true"),
                later(Kind.FLAG, "inherit-annotations", "--annotation sets them"),
                later(Kind.TEXT, "builder", "leave it out; there is one builder")
                        .neutral("default"),
                later(Kind.TEXT, "provenance", ATTACH).neutral("false"),
                later(Kind.TEXT, "sbom", BOM).neutral("false"),
                later(Kind.LIST, "attest", ATTACH),
                later(Kind.TEXT, "sign-by", ATTACH),
                later(
                        Kind.TEXT,
                        "cgroup-parent",
                        "leave it out; -m and --cpu-quota hold for each step"),
                later(Kind.LIST, "security-opt", PRIVILEGE),
                later(Kind.LIST, "device", PRIVILEGE),
                later(Kind.LIST, "cap-add", PRIVILEGE),
                later(Kind.LIST, "cap-drop", "leave it out"),
                later(Kind.LIST, "group-add", "USER, or RUN adduser"),
                later(Kind.LIST, 'v', "volume", "RUN --mount=type=bind or type=cache"),
                later(Kind.LIST, "mount", "RUN --mount"),
                later(Kind.TEXT, "ipc", NAMESPACES),
                later(Kind.TEXT, "pid", NAMESPACES),
                later(Kind.TEXT, "uts", NAMESPACES),
                later(Kind.TEXT, "cgroupns", NAMESPACES).neutral("private"),
                later(Kind.TEXT, "userns", IDS),
                later(Kind.TEXT, "runtime", "leave it out; Jong starts containers by itself"),
                later(Kind.FLAG, "no-hosts", "leave it out"),
                later(Kind.FLAG, "no-hostname", "leave it out"),
                later(Kind.TEXT, "from", "write ARG before FROM, and set it by --build-arg"),
                later(Kind.LIST, "build-arg-file", "--build-arg NAME=VALUE"),
                later(Kind.LIST, "cpp-flag", "run cpp before"),
                later(Kind.LIST, "env-file", "--env NAME=VALUE"),
                later(Kind.FLAG, "all-platforms", "--platform OS/ARCH,OS/ARCH"),
                later(Kind.TEXT, "manifest", "-t NAME with --platform OS/ARCH,OS/ARCH"),
                later(Kind.TEXT, "cache-ttl", "jong builder prune --filter until=DURATION"),
                later(Kind.TEXT, "policy", "jong lint"),
                later(Kind.TEXT, "source-policy-file", "--locked, with a jong.lock"),
                later(
                        Kind.FLAG,
                        "omit-history",
                        "jong build --squash-all leaves one step with a layer"),
                later(Kind.LIST, "unsetannotation", "leave out its --annotation"),
                later(Kind.LIST, "layer-label", "LABEL"),
                later(Kind.FLAG, "pull-always", "--pull"),
                later(Kind.FLAG, "pull-never", "--pull=never"),
                later(Kind.TEXT, "logfile", "redirect standard error"),
                later(Kind.TEXT, "iidfile-raw", "--iidfile"),
                later(Kind.LIST, "decryption-key", "leave it out; encrypted images are not read"),
                later(Kind.TEXT, "retry", "leave it out; what fails in passing is tried again"),
                later(Kind.TEXT, "retry-delay", "leave it out"));
    }
}
