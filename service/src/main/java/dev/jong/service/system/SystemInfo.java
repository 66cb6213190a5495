package dev.jong.service.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `info`: this host, what it lets containers have, and what the store holds, with the field names of Docker's API
/// (`GET /info`), and a field `Store` of our own.
public final class SystemInfo {
    private final Host host;
    private final Store store;
    private final Containers containers;
    private final Doctor doctor;
    private final HostFacts facts;
    private final InstantSource clock;

    /// @param doctor says what is missing
    public SystemInfo(
            Host host, Store store, Containers containers, Doctor doctor, InstantSource clock) {
        this.host = host;
        this.store = store;
        this.containers = containers;
        this.doctor = doctor;
        this.facts = new HostFacts();
        this.clock = clock;
    }

    /// Looks.
    ///
    /// @param version of Jong
    public Json.Obj run(String version) {
        Json.ObjectBuilder out = Json.object();
        containers(out);
        out.put("Images", images());
        out.put("Driver", driver());
        out.put("DriverStatus", driverStatus());
        out.put("LoggingDriver", "json-file");
        out.put("CgroupDriver", host.cgroups() instanceof Cgroups.None ? "none" : "cgroupfs");
        out.put("CgroupVersion", cgroupVersion());
        limits(out);
        out.put("SystemTime", clock.instant().toString());
        out.put("KernelVersion", facts.kernel());
        out.put("OperatingSystem", facts.system());
        out.put("OSVersion", facts.systemVersion());
        out.put("OSType", "linux");
        out.put("Architecture", facts.architecture());
        out.put("NCPU", facts.processors());
        out.put("MemTotal", facts.memory());
        out.put("Name", facts.name());
        out.put("DockerRootDir", Text.of(store.root()));
        out.put("ServerVersion", version);
        out.put("DefaultRuntime", "jong");
        out.put("LiveRestoreEnabled", true);
        out.put("SecurityOptions", Json.of(security()));
        out.put("Warnings", Json.of(warnings()));
        return out.put("Store", space()).build();
    }

    private void containers(Json.ObjectBuilder out) {
        long running = 0;
        long paused = 0;
        List<ContainerRecord> all = containers.all();
        for (ContainerRecord record : all) {
            String state = record.isDamaged() ? "damaged" : containers.status(record).word();
            running += state.equals("running") ? 1 : 0;
            paused += state.equals("paused") ? 1 : 0;
        }
        out.put("Containers", all.size());
        out.put("ContainersRunning", running);
        out.put("ContainersPaused", paused);
        out.put("ContainersStopped", all.size() - running - paused);
    }

    /// An image counts once, however many names it has.
    private long images() {
        Set<String> targets = new HashSet<>();
        for (StoredReference record : store.references().list().entries()) {
            targets.add(record.target().digest().toString());
        }
        return targets.size();
    }

    private String driver() {
        boolean mounts =
                host.isolation() == Host.Isolation.ROOT
                        || host.isolation() == Host.Isolation.ROOTLESS;
        return mounts ? "overlay" : "copy";
    }

    private Json driverStatus() {
        return new Json.Arr(
                List.of(
                        Json.of(List.of("Backing Filesystem", fileSystem())),
                        Json.of(List.of("userxattr", "true"))));
    }

    private String fileSystem() {
        try {
            return Text.utf8(Files.getFileStore(store.root()).type());
        } catch (IOException e) {
            return "unknown";
        }
    }

    private String cgroupVersion() {
        return switch (host.cgroups()) {
            case Cgroups.Unified _ -> "2";
            case Cgroups.Split _ -> "1";
            case Cgroups.None _ -> "";
        };
    }

    /// Whether limits can be set, and what Docker's clients ask for beside them.
    private void limits(Json.ObjectBuilder out) {
        boolean limits =
                switch (host.cgroups()) {
                    case Cgroups.Unified v2 -> v2.lacking().isEmpty();
                    case Cgroups.Split _ -> true;
                    case Cgroups.None _ -> false;
                };
        out.put("MemoryLimit", limits);
        out.put("SwapLimit", limits);
        out.put("CpuCfsPeriod", limits);
        out.put("CpuCfsQuota", limits);
        out.put("CPUShares", limits);
        out.put("CPUSet", limits);
        out.put("PidsLimit", limits);
        out.put("OomKillDisable", false);
    }

    private List<String> security() {
        List<String> out = new ArrayList<>();
        if (facts.hasSeccomp()) {
            out.add("name=seccomp,profile=builtin");
        }
        if (host.isolation() == Host.Isolation.ROOTLESS) {
            out.add("name=rootless");
        }
        if (host.cgroups() instanceof Cgroups.Unified) {
            out.add("name=cgroupns");
        }
        return out;
    }

    /// What the doctor finds lacking. That root could be an ordinary user is advice, nothing that is missing.
    private List<String> warnings() {
        List<String> out = new ArrayList<>();
        for (Doctor.Finding finding : doctor.examine()) {
            boolean advice =
                    finding.area().equals("isolation") && host.isolation() == Host.Isolation.ROOT;
            if (!finding.better().isEmpty() && !advice) {
                out.add("WARNING: " + finding.area() + " " + finding.rung() + ": " + finding.why());
            }
        }
        return out;
    }

    private Json space() {
        Json.ObjectBuilder out = Json.object().put("Path", Text.of(store.root()));
        out.put("Layout", Store.VERSION);
        try {
            FileStore disk = Files.getFileStore(store.root());
            out.put("DiskSize", disk.getTotalSpace()).put("DiskFree", disk.getUsableSpace());
        } catch (IOException e) {
            out.put("DiskSize", 0).put("DiskFree", 0);
        }
        return out.build();
    }
}
