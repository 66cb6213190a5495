package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// `inspect` of a container, in Docker's JSON fields; `Spec` is ours: what the launcher was given.
public final class InspectContainer {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Containers containers;
    private final Predicate<ContainerRecord> pauses;

    /// The containers of one store, none of which is paused.
    public InspectContainer(Containers containers) {
        this(containers, record -> false);
    }

    /// @param pauses tells of a running container whether it is paused
    public InspectContainer(Containers containers, Predicate<ContainerRecord> pauses) {
        this.containers = containers;
        this.pauses = pauses;
    }

    /// The object of one container.
    public Json.Obj inspect(ContainerRecord record) {
        Spec spec = ReadSpec.read(record.readable().spec());
        ContainerFolder folder = containers.folder(record.id());
        List<String> args = record.command();
        return Json.object()
                .put("Id", record.id())
                .put(
                        "Created",
                        time(record.created() / 1_000_000_000, record.created() % 1_000_000_000))
                .put("Path", args.isEmpty() ? "" : args.getFirst())
                .put("Args", Json.of(args.isEmpty() ? args : args.subList(1, args.size())))
                .put("State", state(record))
                .put("Image", record.imageId())
                .put("ResolvConfPath", Text.of(folder.folder().resolve("resolv.conf")))
                .put("HostnamePath", Text.of(folder.folder().resolve("hostname")))
                .put("HostsPath", Text.of(folder.folder().resolve("hosts")))
                .put("LogPath", isInFiles(record) ? Text.of(folder.log()) : "")
                .put("Name", "/" + record.name())
                .put("RestartCount", Restarts.of(containers, record).plan().count())
                .put("Driver", spec.root() instanceof Spec.Root.Layers ? "overlay" : "directory")
                .put("Platform", "linux")
                .put("HostConfig", settings(record))
                .put("Mounts", mounts(spec))
                .put("Config", config(record, spec))
                .put("NetworkSettings", networks(record))
                .put("Spec", record.spec())
                .build();
    }

    private Json.Obj networks(ContainerRecord record) {
        return NetworkState.json(
                containers.connections(record.id()), NetworkChoice.exposed(record));
    }

    private static boolean isInFiles(ContainerRecord record) {
        return LogOptions.of(record.settings()).map(LogOptions::isInFiles).orElse(true);
    }

    private static Json.Obj settings(ContainerRecord record) {
        Json.Obj asked = NetworkSettings.shown(record.settings());
        asked = asked.with(RestartPolicy.FIELD, RestartPolicy.of(asked).json());
        return asked.with(LogOptions.FIELD, LogOptions.of(asked).orElse(LogOptions.USUAL).shown());
    }

    private Json state(ContainerRecord record) {
        Status status = containers.status(record);
        boolean paused = status instanceof Status.Running && pauses.test(record);
        boolean restarting =
                status instanceof Status.Exited && Restarts.isWaiting(containers, record);
        String word = paused ? "paused" : status.word();
        Status.Exited exited =
                status instanceof Status.Exited e ? e : new Status.Exited(0, 0, false, 0, true);
        Status.Running running =
                status instanceof Status.Running r ? r : new Status.Running(0, 0, 0);
        Json.ObjectBuilder state = Json.object();
        Health.of(containers, record, status)
                .ifPresent(health -> state.put("Health", health.json()));
        return state.put("Status", restarting ? "restarting" : word)
                .put("Running", status instanceof Status.Running || restarting)
                .put("Paused", paused)
                .put("Restarting", restarting)
                .put("OOMKilled", exited.outOfMemory())
                .put("Dead", false)
                .put("Pid", running.pid())
                .put("ExitCode", exited.code())
                .put(
                        "Error",
                        exited.known()
                                ? ""
                                : "nobody saw its end: its parent was killed, or the host went down")
                .put("StartedAt", running.started() == 0 ? NEVER : time(running.started(), 0))
                .put("FinishedAt", exited.finished() == 0 ? NEVER : time(exited.finished(), 0))
                .build();
    }

    private Json volume(Spec.Mount.Volume volume) {
        Path data = containers.store().resolve("volumes").resolve(volume.name()).resolve("data");
        return Json.object()
                .put("Type", "volume")
                .put("Name", volume.name())
                .put("Source", Text.of(data))
                .put("Destination", volume.target())
                .put("Driver", "local")
                .put("Mode", "")
                .put("RW", !volume.readOnly())
                .put("Propagation", "")
                .build();
    }

    private Json mounts(Spec spec) {
        List<Json> out = new ArrayList<>();
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Volume volume) {
                out.add(volume(volume));
                continue;
            }
            Json.ObjectBuilder one = Json.object();
            switch (mount) {
                case Spec.Mount.Bind bind ->
                        one.put("Type", "bind")
                                .put("Source", bind.source())
                                .put("Destination", bind.target())
                                .put("Mode", "")
                                .put("RW", !bind.readOnly())
                                .put("Propagation", bind.propagation());
                case Spec.Mount.Tmpfs tmpfs ->
                        one.put("Type", "tmpfs")
                                .put("Source", "")
                                .put("Destination", tmpfs.target())
                                .put("Mode", "")
                                .put("RW", true)
                                .put("Propagation", "");
                case Spec.Mount.Image image ->
                        one.put("Type", "image")
                                .put("Source", image.image())
                                .put("Destination", image.target())
                                .put("Mode", "")
                                .put("RW", false)
                                .put("Propagation", "");
                case Spec.Mount.Volume volume -> throw new IllegalStateException(volume.name());
                case Spec.Mount.Given given -> throw new IllegalStateException(given.origin());
                case Spec.Mount.Writable writable ->
                        one.put("Type", "volume")
                                .put("Source", "")
                                .put("Destination", writable.target())
                                .put("Mode", "")
                                .put("RW", true)
                                .put("Propagation", "");
            }
            out.add(one.build());
        }
        return new Json.Arr(out);
    }

    private static Json config(ContainerRecord record, Spec spec) {
        List<String> environment = new ArrayList<>();
        for (Spec.Variable variable : spec.process().environment()) {
            environment.add(variable.name() + "=" + variable.value());
        }
        Json.ObjectBuilder config = Json.object();
        config.put("Hostname", spec.names().hostname().orElse(""))
                .put("Domainname", spec.names().domainname().orElse(""))
                .put("User", spec.process().user().uid() + ":" + spec.process().user().gid())
                .put("ExposedPorts", NetworkSettings.exposed(record.settings()))
                .put("Tty", spec.process().terminal())
                .put(Inputs.OPEN, record.settings().bool(Inputs.OPEN))
                .put(Inputs.ONCE, record.settings().bool(Inputs.ONCE))
                .put("Env", Json.of(environment))
                .put("Cmd", Json.of(record.command()))
                .put("Image", record.image())
                .put("WorkingDir", spec.process().workingDirectory())
                .put("Labels", Json.of(record.labels()))
                .put("Annotations", Json.of(record.annotations()))
                .put("StopSignal", record.stopSignal())
                .put("StopTimeout", record.stopTimeout());
        Json.Obj settings = record.settings();
        if (settings.fields().containsKey(HealthCheck.FIELD)) {
            config.put(HealthCheck.FIELD, settings.object(HealthCheck.FIELD));
            config.put(HealthCheck.ACTION, settings.text(HealthCheck.ACTION));
        }
        return config.build();
    }

    private static String time(long seconds, long nanoseconds) {
        return Instant.ofEpochSecond(seconds, nanoseconds).toString();
    }
}
