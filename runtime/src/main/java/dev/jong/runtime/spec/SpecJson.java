package dev.jong.runtime.spec;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Writes a spec as JSON, in the words of the runtime-spec where it has them, so that a container can be started
/// again exactly as it was decided. [ReadSpec] is the other direction.
public final class SpecJson {
    private SpecJson() {}

    /// The JSON of a spec.
    public static Json.Obj write(Spec spec) {
        return Json.object()
                .put("id", spec.id())
                .put("root", root(spec.root()))
                .put("process", process(spec.process()))
                .put("mounts", mounts(spec.mounts()))
                .put("namespaces", namespaces(spec.namespaces()))
                .put("protection", protection(spec.protection()))
                .put("resources", resources(spec.resources()))
                .put("devices", devices(spec.devices()))
                .put("sysctl", Json.of(spec.sysctls()))
                .put("hostname", spec.names().hostname().orElse(""))
                .put("domainname", spec.names().domainname().orElse(""))
                .put("files", Json.of(spec.names().files()))
                .put("sharedMemory", spec.names().sharedMemory())
                .build();
    }

    private static Json root(Spec.Root root) {
        return switch (root) {
            case Spec.Root.Layers layers ->
                    Json.object()
                            .put("layers", Json.of(layers.layers()))
                            .put("discard", layers.discard())
                            .put("readonly", layers.readOnly())
                            .build();
            case Spec.Root.Directory directory ->
                    Json.object()
                            .put("path", directory.path())
                            .put("readonly", directory.readOnly())
                            .build();
        };
    }

    private static Json process(Spec.Process process) {
        List<Json> environment = new ArrayList<>();
        for (Spec.Variable variable : process.environment()) {
            environment.add(
                    Json.object()
                            .put("name", variable.name())
                            .put("value", variable.value())
                            .put("origin", variable.origin())
                            .build());
        }
        List<Json> rlimits = new ArrayList<>();
        for (Spec.Rlimit limit : process.rlimits()) {
            rlimits.add(
                    Json.object()
                            .put("type", limit.name())
                            .put("soft", limit.soft())
                            .put("hard", limit.hard())
                            .put("required", limit.required())
                            .build());
        }
        Json.ObjectBuilder out =
                Json.object()
                        .put("args", Json.of(process.args()))
                        .put("env", new Json.Arr(environment))
                        .put("cwd", process.workingDirectory())
                        .put("uid", process.user().uid())
                        .put("gid", process.user().gid())
                        .put("additionalGids", numbers(process.user().groups()))
                        .put("rlimits", new Json.Arr(rlimits))
                        .put("init", process.init())
                        .put("terminal", process.terminal());
        if (process.oomScoreAdjustment().isPresent()) {
            out.put("oomScoreAdj", process.oomScoreAdjustment().getAsInt());
        }
        return out.build();
    }

    private static Json mounts(List<Spec.Mount> mounts) {
        List<Json> out = new ArrayList<>();
        for (Spec.Mount mount : mounts) {
            Json.ObjectBuilder one =
                    Json.object().put("destination", mount.target()).put("origin", mount.origin());
            switch (mount) {
                case Spec.Mount.Bind bind ->
                        one.put("type", "bind")
                                .put("source", bind.source())
                                .put("readonly", bind.readOnly())
                                .put("recursive", bind.recursive())
                                .put("propagation", bind.propagation())
                                .put("idmap", bind.idMapped());
                case Spec.Mount.Tmpfs tmpfs -> {
                    one.put("type", "tmpfs").put("options", Json.of(tmpfs.options()));
                    tmpfs.size().ifPresent(size -> one.put("size", size));
                    tmpfs.mode().ifPresent(mode -> one.put("mode", mode));
                }
                case Spec.Mount.Volume volume -> {
                    one.put("type", "volume")
                            .put("name", volume.name())
                            .put("subpath", volume.subpath())
                            .put("readonly", volume.readOnly())
                            .put("copy", volume.copy())
                            .put("anonymous", volume.anonymous());
                    if (!volume.options().isEmpty()) {
                        one.put("driverOptions", Json.of(volume.options()));
                    }
                }
                case Spec.Mount.Image image ->
                        one.put("type", "image")
                                .put("image", image.image())
                                .put("layers", Json.of(image.layers()))
                                .put("subpath", image.subpath());
                case Spec.Mount.Writable writable -> one.put("type", "writable");
                case Spec.Mount.Given given -> throw new IllegalStateException(given.origin());
            }
            out.add(one.build());
        }
        return new Json.Arr(out);
    }

    private static Json namespaces(Spec.Namespaces all) {
        Json.ObjectBuilder out = Json.object();
        all.users().ifPresent(users -> IdMapJson.write(users, out));
        return out.put("network", namespace(all.network()))
                .put("pid", namespace(all.pid()))
                .put("ipc", namespace(all.ipc()))
                .put("uts", namespace(all.uts()))
                .put("cgroup", namespace(all.cgroup()))
                .put("time", namespace(all.time()))
                .build();
    }

    private static Json namespace(Spec.Namespace namespace) {
        return switch (namespace) {
            case Spec.Namespace.Private p -> Json.of("private");
            case Spec.Namespace.Host h -> Json.of("host");
            case Spec.Namespace.Of of ->
                    Json.object()
                            .put("container", of.container())
                            .put("pid", of.pid())
                            .put("startTime", of.startTime())
                            .build();
        };
    }

    private static Json protection(Spec.Protection protection) {
        Json.ObjectBuilder out =
                Json.object()
                        .put(
                                "capabilities",
                                numbers(
                                        new ArrayList<>(
                                                new java.util.TreeSet<>(
                                                        protection.capabilities()))))
                        .put("noNewPrivileges", protection.noNewPrivileges())
                        .put("seccompName", protection.seccompName())
                        .put("maskedPaths", Json.of(protection.maskedPaths()))
                        .put("readonlyPaths", Json.of(protection.readOnlyPaths()))
                        .put("privileged", protection.privileged());
        protection.appArmor().ifPresent(profile -> out.put("apparmorProfile", profile));
        protection.seccomp().ifPresent(filter -> out.put("seccomp", Hex.of(filter)));
        return out.build();
    }

    private static Json resources(Spec.Resources limits) {
        Json.ObjectBuilder out =
                Json.object().put("pids", limits.pids()).put("pidsRequired", limits.pidsRequired());
        if (limits.delegated()) {
            out.put("delegated", true);
        }
        limits.memory().ifPresent(value -> out.put("memory", value));
        limits.memorySwap().ifPresent(value -> out.put("memorySwap", value));
        limits.memoryReservation().ifPresent(value -> out.put("memoryReservation", value));
        limits.cpuShares().ifPresent(value -> out.put("cpuShares", value));
        limits.cpuPeriod().ifPresent(value -> out.put("cpuPeriod", value));
        limits.cpuQuota().ifPresent(value -> out.put("cpuQuota", value));
        limits.cpusetCpus().ifPresent(value -> out.put("cpusetCpus", value));
        limits.cpusetMems().ifPresent(value -> out.put("cpusetMems", value));
        return out.build();
    }

    private static Json devices(List<Spec.Device> devices) {
        List<Json> out = new ArrayList<>();
        for (Spec.Device device : devices) {
            out.add(
                    Json.object()
                            .put("type", String.valueOf(device.kind()))
                            .put("major", device.major())
                            .put("minor", device.minor())
                            .put("source", device.source())
                            .put("path", device.target())
                            .put("access", device.access())
                            .put("fileMode", device.node().mode())
                            .put("uid", device.node().uid())
                            .put("gid", device.node().gid())
                            .build());
        }
        return new Json.Arr(out);
    }

    private static Json numbers(List<Integer> numbers) {
        List<Json> out = new ArrayList<>();
        for (int number : numbers) {
            out.add(Json.of(number));
        }
        return new Json.Arr(out);
    }
}
