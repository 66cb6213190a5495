package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.SpecJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides everything about a container from its options and its image. Looks at the host, changes nothing.
public final class DecideContainer {
    private static final int STOP_TIMEOUT = 10;

    private final Host host;
    private final Containers containers;
    private final SystemPaths systemPaths;
    private final SeccompFilters filters;
    private final Connector connector;

    /// @param systemPaths what containers hide on this host
    /// @param connector knows what network a container has
    public DecideContainer(
            Host host,
            Containers containers,
            SystemPaths systemPaths,
            SeccompFilters filters,
            Connector connector) {
        this.connector = connector;
        this.host = host;
        this.containers = containers;
        this.systemPaths = systemPaths;
        this.filters = filters;
    }

    /// The same as [#decide], for those who only want to know: nothing is claimed.
    Decision explained(String id, RunOptions options, RootImage image, Caller caller) {
        return decide(
                id,
                options,
                image,
                caller,
                NetworkChoice.preview(id, options, image, connector, caller));
    }

    /// Programs of the host that would be run before the launch, a line each.
    List<String> programs(String id, RunOptions options, RootImage image, Caller caller) {
        return NetworkChoice.programs(id, options, image, connector, caller);
    }

    /// @param wires how its own network is connected
    /// @throws dev.jong.base.JongException when an option, the image or the host forbids it
    Decision decide(String id, RunOptions options, RootImage image, Caller caller, Wires wires) {
        return decide(id, options, image, caller, wires, host);
    }

    /// The same for a container that finds other groups than this engine.
    ///
    /// @param at the host as the container finds it
    Decision decide(
            String id, RunOptions options, RootImage image, Caller caller, Wires wires, Host at) {
        NetworkChoice.check(options, connector);
        BuildSpec.Result built =
                new BuildSpec(host, containers, systemPaths, filters, caller)
                        .build(id, options, image);
        Spec spec = BuildSpec.withFiles(built.spec(), files(id));
        boolean systemd = isSystemd(options.process(), spec.process().args().getFirst());
        if (systemd) {
            spec = SystemdMode.apply(spec, at, options.process());
        }
        RunOptions.Streams streams = options.streams();
        ContainerRecord record = record(options, image, spec, systemd);
        LaunchContainer.Attachment attachment =
                new LaunchContainer.Attachment(
                        streams.detach(),
                        streams.interactive(),
                        streams.detach(),
                        streams.interactive(),
                        streams.inputOnce(),
                        streams.signalProxy(),
                        streams.detachKeys(),
                        options.identity().remove(),
                        // What must be durable is written before anything starts.
                        options.identity().remove(),
                        streams.log(),
                        options.isInJournal() ? journal(options, record, spec) : "",
                        again(options));
        EncodedPlan plan =
                EncodedPlan.of(
                        new LaunchContainer(at, containers).plan(spec, caller, attachment, wires));
        return new Decision(id, built.hostname(), spec, plan, record.settings(), record.tail());
    }

    /// Whether a decision fits the volumes that are there now.
    boolean stillHolds(Decision earlier) {
        return DecideVolumes.stillHold(earlier.spec(), containers.volumes().volumes());
    }

    private static String journal(RunOptions options, ContainerRecord record, Spec spec) {
        String name = options.identity().name().orElse("");
        return JournalFields.of(options.streams().log().get(), record, name, spec.process());
    }

    private static boolean again(RunOptions options) {
        return options.identity().duties().isPresent()
                && options.identity().duties().get().restart().isSet();
    }

    /// The files that Jong supplies, by path in the container.
    private Map<String, String> files(String id) {
        Map<String, String> files = new LinkedHashMap<>();
        String folder = Text.of(containers.folder(id).folder());
        for (String name : NetworkFiles.NAMES) {
            files.put("/etc/" + name, folder + "/" + name);
        }
        return files;
    }

    private Json.Obj settings(RunOptions options, RootImage image) {
        String network = NetworkChoice.mode(options.namespaces(), connector);
        Json.Obj settings =
                Settings.of(
                        options,
                        network,
                        options.networks().exposing(image.defaults().exposedPorts()));
        Optional<DutyOptions> duties = options.identity().duties();
        if (duties.isEmpty() && image.defaults().healthcheck().isEmpty()) {
            return settings;
        }
        HealthOptions asked = duties.isPresent() ? duties.get().health() : HealthOptions.UNASKED;
        Optional<HealthCheck> health = HealthCheck.decide(image.defaults(), asked);
        return health.isPresent() ? health.get().addTo(settings) : settings;
    }

    /// Known by where the program is, unless somebody says it. Without loading anything for the many others.
    static boolean isSystemd(RunOptions.Process asked, String program) {
        boolean known =
                program.equals("systemd")
                        || program.endsWith("/systemd")
                        || program.equals("/sbin/init")
                        || program.equals("/usr/sbin/init")
                        || program.equals("/usr/local/sbin/init");
        return asked.systemd().equals("always")
                || asked.systemd().equals("true") && known && !asked.init();
    }

    /// The image's stop signal, else that of the program.
    private static String stopSignal(RootImage image, boolean systemd) {
        String signal = image.defaults().stopSignal();
        return signal.isEmpty() && systemd ? SystemdMode.STOP_SIGNAL : signal;
    }

    private ContainerRecord record(
            RunOptions options, RootImage image, Spec spec, boolean systemd) {
        Map<String, String> labels = new LinkedHashMap<>(image.defaults().labels());
        labels.putAll(options.identity().labels());
        return new ContainerRecord(
                spec.id(),
                "",
                0,
                image.reference(),
                image.imageId(),
                image.allDiffIds(),
                spec.process().args(),
                options.identity().remove(),
                options.process().stopSignal().orElse(stopSignal(image, systemd)),
                options.process().stopTimeout().orElse(STOP_TIMEOUT),
                labels,
                options.identity().annotations(),
                SpecJson.write(spec),
                settings(options, image));
    }
}
