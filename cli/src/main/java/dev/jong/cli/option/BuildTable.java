package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;
import static dev.jong.cli.option.OptionSpec.word;

import java.util.List;

/// `build`: what docker, buildx, podman and buildah call it by, in one table.
final class BuildTable {
    private BuildTable() {}

    /// Whether a word is another tool's name for the group of these commands.
    static boolean isGroup(String word) {
        return word.equals("builder") || word.equals("buildx");
    }

    /// The full name of a command of that group; nothing has it when it is none.
    static String pathOf(String word) {
        return word.equals("build") || word.equals("b") ? "image build" : "builder " + word;
    }

    static CommandSpec spec(String path) {
        return switch (path) {
            case "builder prune" -> BuilderTable.prune();
            case "builder du" -> BuilderTable.du();
            default -> build();
        };
    }

    private static CommandSpec build() {
        return new CommandSpec(
                "image build",
                List.of("build", "buildx build", "builder build", "bud"),
                "Build an image from a Dockerfile",
                "[PATH | URL | -]",
                Arity.between(0, 1),
                true,
                List.of(
                        from(),
                        result(),
                        cache(),
                        program(),
                        limits(),
                        reproduce(),
                        access(),
                        BuildLaterOptions.section()),
                List.of(
                        "jong build -t app .",
                        "jong build --target test --progress plain .",
                        "jong build --why .",
                        "jong build --secret id=token,src=token.txt --ssh default .",
                        "jong build -o type=local,dest=out ."),
                "",
                false);
    }

    private static OptionSection from() {
        return OptionSection.of(
                "From",
                text(
                        'f',
                        "file",
                        "FILE",
                        "The Dockerfile (default PATH/Dockerfile, PATH/Containerfile; - reads it)"),
                text("target", "STAGE", "Build up to this stage"),
                list("build-arg", "NAME[=VALUE]", "Value of an ARG"),
                list(
                        "build-context",
                        "NAME=PLACE",
                        "A further context: directory, image (docker-image://, oci-layout://), stage (target:), git URL"),
                text("ignorefile", "FILE", "Ignore file in place of .dockerignore"),
                list("platform", "OS/ARCH", "Platform to build for; several make an image list"),
                text("os", "OS", "Operating system of the platform"),
                text("arch", "ARCH", "Architecture of the platform"),
                text("variant", "VARIANT", "Variant of the architecture"),
                word(
                        "pull",
                        "WHEN",
                        "Ask the registry for base images: always (true), newer (use those here when it cannot be asked), missing (false), never"),
                list(
                        "secret",
                        "id=ID[,src=FILE|,env=NAME]",
                        "A secret that RUN --mount=type=secret can use"),
                list(
                        "ssh",
                        "default|ID[=SOCKET|KEY[,KEY]]",
                        "An ssh agent that RUN --mount=type=ssh can use, or keys for one"),
                list("allow", "WHAT", "Allow network.host or security.insecure"));
    }

    private static OptionSection result() {
        return OptionSection.of(
                "Result",
                list('t', "tag", "NAME[:TAG]", "Name of the image"),
                list(
                        'o',
                        "output",
                        "PLACE",
                        "Where it goes: DIRECTORY, -, or type=image|oci|docker|tar|local|registry,dest=PLACE"),
                flag("push", "Send it to its registry"),
                flag("load", "Keep it in the store too when it goes elsewhere"),
                list("label", "NAME=VALUE", "Label of the image"),
                list("unsetlabel", "NAME", "A label that the image does not get"),
                list("env", "NAME[=VALUE]", "Variable of the image, which ENV replaces"),
                list("unsetenv", "NAME", "A variable that the image does not get"),
                list(
                        "annotation",
                        "NAME=VALUE",
                        "Annotation of its manifest; index:NAME=VALUE of an image list"),
                flag("squash", "Make one layer of those that the build adds to its base image"),
                flag("squash-all", "Make one layer of all, the base image's too"),
                flag("layers", "One layer for each step (default true); false is --squash"),
                text("format", "KIND", "Kind of its manifest: oci (default) or docker"),
                text("iidfile", "FILE", "Write the image's id to a file"),
                text("metadata-file", "FILE", "Write what was built to a file, as JSON"),
                flag('q', "quiet", "Show nothing but the id at the end"),
                text("progress", "KIND", "How steps are shown: auto, plain, tty, quiet, rawjson"));
    }

    private static OptionSection cache() {
        return OptionSection.of(
                "Cache",
                flag("no-cache", "Do every step again"),
                list("no-cache-filter", "STAGE", "Do the steps of this stage again"),
                list(
                        "cache-from",
                        "PLACE",
                        "Steps done elsewhere: an image, or type=registry|local,src=PLACE"),
                list(
                        "cache-to",
                        "PLACE",
                        "Keep steps elsewhere: type=inline|registry|local,dest=PLACE"),
                flag("why", "Say of each step that was not in the cache what had changed"));
    }

    private static OptionSection program() {
        return OptionSection.of(
                "Programs of RUN",
                text("network", "MODE", "default, none, or host"),
                list("add-host", "NAME:ADDRESS", "A further line of /etc/hosts"),
                list("dns", "ADDRESS", "DNS server"),
                list("dns-search", "DOMAIN", "DNS search domain"),
                list("dns-option", "OPTION", "Option of /etc/resolv.conf"),
                text(
                        "isolation",
                        "KIND",
                        "default, oci, rootless or chroot, which come to the same"),
                text(
                        "jobs",
                        "NUMBER",
                        "Steps that are done at a time (default 0: all that can be)"),
                text("shm-size", "SIZE", "Size of /dev/shm"),
                list("ulimit", "NAME=SOFT[:HARD]", "A limit of processes"),
                flag("http-proxy", "Let programs see the caller's proxy variables (default true)"));
    }

    private static OptionSection limits() {
        return OptionSection.of(
                "Limits",
                text('m', "memory", "SIZE", "Memory"),
                text("memory-swap", "SIZE", "Memory and swap together; -1 for no limit"),
                text('c', "cpu-shares", "NUMBER", "Relative weight of CPU time"),
                text("cpu-period", "MICROSECONDS", "Length of a CPU scheduling period"),
                text("cpu-quota", "MICROSECONDS", "CPU time in each period"),
                text("cpuset-cpus", "LIST", "CPUs to use, such as 0-3,7"),
                text("cpuset-mems", "LIST", "Memory nodes to use"));
    }

    private static OptionSection reproduce() {
        return OptionSection.of(
                "Same result again",
                flag("verify", "Build twice without the cache and compare"),
                flag("check", "Look for mistakes in the Dockerfile and build nothing"),
                text("call", "WHAT", "build, check, outline or targets"),
                flag("lock", "Write base images and URLs with their digests to jong.lock"),
                flag("locked", "Use what jong.lock says and refuse what differs"),
                flag("offline", "Fetch nothing"),
                text("timestamp", "SECONDS", "Time of files and image, since 1970")
                        .also("source-date-epoch"));
    }

    private static OptionSection access() {
        return new OptionSection("Registries", List.of(AccessOptions.with()));
    }
}
