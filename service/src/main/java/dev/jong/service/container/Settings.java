package dev.jong.service.container;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was asked for, in the words of Docker's `HostConfig` and `Config`: kept for `inspect`.
final class Settings {
    private static final String SERVERS = "Dns";
    private static final String SEARCH = "DnsSearch";
    private static final String RESOLVER = "DnsOptions";
    private static final String HOSTS = "ExtraHosts";

    private Settings() {}

    /// What `/etc/hosts` and `/etc/resolv.conf` of a container are made from.
    static RunOptions.Names names(Json.Obj settings) {
        List<RunOptions.Host> hosts = new ArrayList<>();
        for (String line : settings.strings(HOSTS)) {
            int colon = line.indexOf(':');
            hosts.add(new RunOptions.Host(line.substring(0, colon), line.substring(colon + 1)));
        }
        return new RunOptions.Names(
                Optional.empty(),
                Optional.empty(),
                hosts,
                settings.strings(SERVERS),
                settings.strings(SEARCH),
                settings.strings(RESOLVER));
    }

    private static void names(Json.ObjectBuilder all, RunOptions.Names names) {
        List<String> hosts = new ArrayList<>();
        names.hosts().forEach(host -> hosts.add(host.name() + ":" + host.address()));
        all.put(SERVERS, Json.of(names.dns()))
                .put(SEARCH, Json.of(names.dnsSearch()))
                .put(RESOLVER, Json.of(names.dnsOptions()))
                .put(HOSTS, Json.of(hosts));
    }

    /// @param network the container's, for which its user may not have asked
    /// @param networks with what the image adds
    static Json.Obj of(RunOptions options, String network, NetworkOptions networks) {
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
        if (!networks.isEmpty() || !networks.exposed().isEmpty()) {
            NetworkSettings.put(all, networks);
        }
        names(all, options.names());
        return all.put("Tty", streams.tty())
                .put(Inputs.OPEN, streams.interactive())
                .put(Inputs.ONCE, streams.inputOnce())
                .put("AutoRemove", options.identity().remove())
                .put(NetworkChoice.MODE, network)
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
