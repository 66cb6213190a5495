package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.SpecJson;
import dev.jong.service.user.IdPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `explain run ...`: what a command line would do, before anything happens. It prints the very spec and the
/// very plan that `run` would hand to the launcher; nothing here decides anything.
public final class ExplainContainer {
    private final RootImages images;
    private final DecideContainer deciding;
    private final Host host;
    private final Path store;

    /// @param deciding decides, as it does for `run`
    /// @param store its directory
    public ExplainContainer(RootImages images, DecideContainer deciding, Host host, Path store) {
        this.store = store;
        this.images = images;
        this.deciding = deciding;
        this.host = host;
    }

    /// The explanation as text.
    public String text(RunOptions options, Caller caller) {
        RootImage image =
                images.find(options.image(), caller).withMounted(options.storage(), images, caller);
        Decision decision = decide(options, image, caller);
        List<String> programs = deciding.programs(decision.id(), options, image, caller);
        return new Page(host, image, decision.spec()).text()
                + (programs.isEmpty() ? "" : "programs\n  " + String.join("\n  ", programs) + "\n")
                + "operations\n"
                + PlanText.lines(decision.plan().plan());
    }

    /// The explanation as JSON: `spec`, `plan`, `isolation`.
    public Json.Obj json(RunOptions options, Caller caller) {
        RootImage image =
                images.find(options.image(), caller).withMounted(options.storage(), images, caller);
        Decision decision = decide(options, image, caller);
        List<String> programs = deciding.programs(decision.id(), options, image, caller);
        Json.Obj explained =
                Json.object()
                        .put("image", image.reference())
                        .put("imageId", image.imageId())
                        .put(
                                "isolation",
                                host.isolation().name().toLowerCase(java.util.Locale.ROOT))
                        .put("spec", SpecJson.write(decision.spec()))
                        .put("plan", PlanText.json(decision.plan().plan()))
                        .build();
        return programs.isEmpty() ? explained : explained.with("programs", Json.of(programs));
    }

    private Decision decide(RunOptions options, RootImage image, Caller caller) {
        String id = ContainerIds.fresh();
        try {
            return deciding.explained(id, options, image, caller);
        } finally {
            IdPool.giveBack(store, id);
        }
    }

    /// Writes the parts that come before the operations.
    private static final class Page {
        private final Host host;
        private final RootImage image;
        private final Spec spec;
        private final StringBuilder out = new StringBuilder();

        Page(Host host, RootImage image, Spec spec) {
            this.host = host;
            this.image = image;
            this.spec = spec;
        }

        String text() {
            program();
            namespaces();
            mounts();
            environment();
            protection();
            limits();
            return out.toString();
        }

        private void program() {
            Spec.Process process = spec.process();
            line(
                    "image",
                    image.reference()
                            + (image.imageId().isEmpty()
                                    ? " (a directory)"
                                    : " " + image.imageId()));
            line("isolation", host.isolation().name().toLowerCase(java.util.Locale.ROOT));
            line("command", String.join(" ", process.args()));
            line(
                    "user",
                    process.user().uid()
                            + ":"
                            + process.user().gid()
                            + " groups "
                            + process.user().groups());
            line("directory", process.workingDirectory());
            line("host name", spec.names().hostname().orElse("the host's"));
            line("terminal", process.terminal() ? "yes" : "no");
        }

        private void namespaces() {
            Spec.Namespaces all = spec.namespaces();
            out.append("namespaces\n");
            line("  network", of(all.network()));
            line("  pid", of(all.pid()));
            line("  ipc", of(all.ipc()));
            line("  uts", of(all.uts()));
            line("  cgroup", of(all.cgroup()));
            line("  time", of(all.time()));
            line("  mount", "private");
            line("  user", all.users().map(Page::ids).orElseGet(this::usual));
        }

        private static String ids(IdMap map) {
            return "its own: users "
                    + IdMap.lines(map.uids()).trim().replace("\n", ", ")
                    + "; groups "
                    + IdMap.lines(map.gids()).trim().replace("\n", ", ");
        }

        private String usual() {
            return host.isolation() == Host.Isolation.ROOTLESS
                    ? "the caller's, " + host.identity().mappedIds() + " ids"
                    : "host";
        }

        private void mounts() {
            out.append("mounts\n");
            switch (spec.root()) {
                case Spec.Root.Layers layers ->
                        line(
                                "  /",
                                "overlay of "
                                        + layers.layers().size()
                                        + " layers"
                                        + access(layers.readOnly()));
                case Spec.Root.Directory directory ->
                        line(
                                "  /",
                                directory.path() + access(directory.readOnly()) + " (--rootfs)");
            }
            for (Spec.Mount mount : spec.mounts()) {
                line("  " + mount.target(), kind(mount) + " (" + mount.origin() + ")");
            }
            for (Map.Entry<String, String> file : spec.names().files().entrySet()) {
                line("  " + file.getKey(), file.getValue() + " (default)");
            }
            for (Spec.Device device : spec.devices()) {
                line(
                        "  " + device.target(),
                        "device "
                                + device.kind()
                                + " "
                                + device.major()
                                + ":"
                                + device.minor()
                                + " "
                                + device.access()
                                + " (--device)");
            }
        }

        private void environment() {
            out.append("environment\n");
            for (Spec.Variable variable : spec.process().environment()) {
                line("  " + variable.name(), variable.value() + " (" + variable.origin() + ")");
            }
        }

        private void protection() {
            Spec.Protection protection = spec.protection();
            List<String> names = new ArrayList<>();
            for (Capability capability : Capability.values()) {
                if (protection.capabilities().contains(capability.number())) {
                    names.add(capability.name());
                }
            }
            out.append("protection\n");
            line("  capabilities", names.isEmpty() ? "none" : String.join(" ", names));
            line(
                    "  seccomp",
                    protection.seccompName()
                            + protection
                                    .seccomp()
                                    .map(filter -> ", " + filter.length / 8 + " instructions")
                                    .orElse(""));
            line("  no new privileges", protection.noNewPrivileges() ? "yes" : "no");
            line("  hidden", String.join(" ", protection.maskedPaths()));
            line("  read-only", String.join(" ", protection.readOnlyPaths()));
        }

        private void limits() {
            Spec.Resources limits = spec.resources();
            out.append("limits\n");
            line(
                    "  processes",
                    limits.pids() < 0
                            ? "unlimited"
                            : limits.pids()
                                    + (limits.pidsRequired() ? " (--pids-limit)" : " (default)"));
            limits.memory().ifPresent(value -> line("  memory", value + " bytes"));
            limits.memorySwap().ifPresent(value -> line("  memory and swap", value + " bytes"));
            limits.memoryReservation()
                    .ifPresent(value -> line("  memory reservation", value + " bytes"));
            limits.cpuQuota()
                    .ifPresent(value ->
                            line(
                                    "  CPU quota",
                                    value
                                            + " of "
                                            + limits.cpuPeriod().orElse(100000)
                                            + " microseconds"));
            limits.cpuShares().ifPresent(value -> line("  CPU shares", Long.toString(value)));
            limits.cpusetCpus().ifPresent(value -> line("  CPUs", value));
            limits.cpusetMems().ifPresent(value -> line("  memory nodes", value));
            for (Spec.Rlimit limit : spec.process().rlimits()) {
                line(
                        "  " + limit.name(),
                        limit.soft()
                                + ":"
                                + limit.hard()
                                + (limit.required() ? " (--ulimit)" : " (default)"));
            }
            line("  applied by", appliedBy());
        }

        private String appliedBy() {
            return switch (host.cgroups()) {
                case Cgroups.None none -> "nothing: " + none.why();
                case Cgroups.Unified v2 when !v2.lacking().isEmpty() -> "nothing: " + v2.lacking();
                case Cgroups.Unified v2 -> "cgroups";
                case Cgroups.Split v1 -> "cgroups";
            };
        }

        private void line(String key, String value) {
            out.append(Text.printable(key));
            out.repeat(' ', Math.max(1, 22 - key.length()));
            out.append(Text.printable(value)).append('\n');
        }

        private static String access(boolean readOnly) {
            return readOnly ? ", read-only" : "";
        }

        private static String of(Spec.Namespace namespace) {
            return switch (namespace) {
                case Spec.Namespace.Private p -> "private";
                case Spec.Namespace.Host h -> "host";
                case Spec.Namespace.Of of -> "of container " + of.container();
            };
        }

        private static String kind(Spec.Mount mount) {
            return switch (mount) {
                case Spec.Mount.Bind bind -> bind.source() + access(bind.readOnly());
                case Spec.Mount.Tmpfs tmpfs -> "tmpfs";
                case Spec.Mount.Volume volume ->
                        (volume.anonymous() ? "volume without a name" : "volume " + volume.name())
                                + (volume.subpath().isEmpty() ? "" : "/" + volume.subpath())
                                + volume.source().map(from -> ", " + from.title()).orElse("")
                                + access(volume.readOnly());
                case Spec.Mount.Image image ->
                        "image "
                                + image.image()
                                + (image.subpath().isEmpty() ? "" : ", /" + image.subpath())
                                + access(true);
                case Spec.Mount.Writable writable -> "writable, in the container's layer";
                case Spec.Mount.Given given -> "a file in memory";
            };
        }
    }
}
