package dev.jong.service.container;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// What was asked for, in the words of Docker's `HostConfig` and `Config`: kept for `inspect`.
final class Settings {
    private Settings() {}

    static Json.Obj of(RunOptions options) {
        RunOptions.Streams streams = options.streams();
        RunOptions.Security security = options.security();
        RunOptions.Resources limits = options.resources();
        List<String> mounts = new ArrayList<>();
        for (RunOptions.Mount mount : options.storage().mounts()) {
            mounts.add(mount.origin());
        }
        Json.ObjectBuilder all = Json.object();
        if (streams.log().isPresent()) {
            all.put(LogOptions.FIELD, streams.log().get().json());
        }
        if (options.identity().duties().isPresent()
                && options.identity().duties().get().restart().isSet()) {
            all.put(RestartPolicy.FIELD, options.identity().duties().get().restart().json());
        }
        NetworkOptions networks = options.networks();
        if (!networks.isEmpty() || !networks.exposed().isEmpty()) {
            NetworkSettings.put(all, networks);
        }
        return all.put("Tty", streams.tty())
                .put(Inputs.OPEN, streams.interactive())
                .put(Inputs.ONCE, streams.inputOnce())
                .put("AutoRemove", options.identity().remove())
                .put(
                        "NetworkMode",
                        options.namespaces().network().isEmpty()
                                ? "none"
                                : options.namespaces().network())
                .put("PidMode", options.namespaces().pid())
                .put(
                        "IpcMode",
                        options.namespaces().ipc().isEmpty()
                                ? "private"
                                : options.namespaces().ipc())
                .put("UTSMode", options.namespaces().uts())
                .put("UsernsMode", options.namespaces().user())
                .put(
                        "CgroupnsMode",
                        options.namespaces().cgroup().isEmpty()
                                ? "private"
                                : options.namespaces().cgroup())
                .put("Privileged", security.privileged())
                .put("ReadonlyRootfs", options.storage().readOnly())
                .put("CapAdd", Json.of(security.capabilitiesToAdd()))
                .put("CapDrop", Json.of(security.capabilitiesToDrop()))
                .put("Memory", limits.memory().orElse(0))
                .put("MemorySwap", limits.memorySwap().orElse(0))
                .put("MemoryReservation", limits.memoryReservation().orElse(0))
                .put("NanoCpus", limits.nanoCpus().orElse(0))
                .put("CpuShares", limits.cpuShares().orElse(0))
                .put("CpusetCpus", limits.cpusetCpus().orElse(""))
                .put("PidsLimit", limits.pids().orElse(2048))
                .put("Init", options.process().init())
                .put("Binds", Json.of(mounts))
                .build();
    }
}
