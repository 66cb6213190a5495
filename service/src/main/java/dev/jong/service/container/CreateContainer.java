package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.PlanLaunch;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.SpecJson;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides everything about a new container and writes it down; nothing runs yet.
public final class CreateContainer {
    private static final long LOG_LIMIT = 16L << 20;
    private static final long LOG_FILES = 3;
    private static final long STOP_TIMEOUT = 10;

    private final Host host;
    private final Containers containers;
    private final RootImages images;
    private final SystemPaths systemPaths;
    private final SeccompFilters filters;
    private final Leases leases;

    /// @param systemPaths what containers hide on this host
    /// @param leases keep what a new container is made from
    public CreateContainer(Host host, Containers containers, RootImages images, SystemPaths systemPaths, SeccompFilters filters, Leases leases) {
        this.host = host;
        this.containers = containers;
        this.images = images;
        this.systemPaths = systemPaths;
        this.filters = filters;
        this.leases = leases;
    }

    /// A container that exists and can be launched.
    public record Created(ContainerRecord record, Spec spec, LaunchPlan plan) {}

    /// Makes a container.
    ///
    /// @throws dev.jong.base.JongException when an option, the image or the host forbids it; nothing is left behind then
    public Created create(RunOptions options, Caller caller) {
        // Until the record names the image, only the lease keeps a sweep from taking it away (R077).
        try (Hold _ = leases.share()) {
            return createHeld(options, caller);
        }
    }

    private Created createHeld(RunOptions options, Caller caller) {
        RootImage image = images.find(options.image(), caller);
        String id = ContainerIds.fresh();
        BuildSpec.Result built = new BuildSpec(host, containers, systemPaths, filters, caller).build(id, options, image);
        plan(built.spec(), options, caller);
        containers.prepare();
        String name = containers.create(id, options.identity().name(), image.layers());
        try {
            Map<String, String> files =
                    NetworkFiles.write(
                            containers.folder(id).folder(),
                            options.names(),
                            built.hostname(),
                            built.spec().namespaces().network());
            Spec spec = BuildSpec.withFiles(built.spec(), host.isolation() == Host.Isolation.CHROOT ? Map.of() : files);
            ContainerRecord record = record(id, name, options, image, spec);
            LaunchPlan plan = plan(spec, options, caller);
            containers.save(record);
            CidFile.write(options.identity().cidFile(), id, caller);
            return new Created(record, spec, plan);
        } catch (RuntimeException e) {
            containers.remove(id, name);
            throw e;
        }
    }

    /// What would be launched, without making anything: for `explain`.
    public Created preview(RunOptions options, Caller caller) {
        RootImage image = images.find(options.image(), caller);
        String id = ContainerIds.fresh();
        BuildSpec.Result built = new BuildSpec(host, containers, systemPaths, filters, caller).build(id, options, image);
        Map<String, String> files = new LinkedHashMap<>();
        if (host.isolation() != Host.Isolation.CHROOT) {
            for (String file : List.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf")) {
                files.put(file, Text.of(containers.folder(id).folder()) + file.substring("/etc".length()));
            }
        }
        Spec spec = BuildSpec.withFiles(built.spec(), files);
        String name = options.identity().name().orElse("(chosen at run)");
        return new Created(record(id, name, options, image, spec), spec, plan(spec, options, caller));
    }

    private LaunchPlan plan(Spec spec, RunOptions options, Caller caller) {
        RunOptions.Streams streams = options.streams();
        return new LaunchContainer(host, containers)
                .plan(
                        spec,
                        caller,
                        new LaunchContainer.Attachment(
                                streams.detach(),
                                streams.interactive(),
                                streams.signalProxy(),
                                streams.detachKeys(),
                                options.identity().remove()));
    }

    private ContainerRecord record(String id, String name, RunOptions options, RootImage image, Spec spec) {
        Map<String, String> labels = new LinkedHashMap<>(image.defaults().labels());
        labels.putAll(options.identity().labels());
        boolean remove = options.identity().remove();
        return new ContainerRecord(
                id,
                name,
                System.currentTimeMillis() * 1_000_000,
                image.reference(),
                image.imageId(),
                image.diffIds(),
                spec.process().args(),
                remove,
                options.process().stopSignal().orElse(image.defaults().stopSignal()),
                options.process().stopTimeout().orElse((int) STOP_TIMEOUT),
                labels,
                options.identity().annotations(),
                SpecJson.write(spec),
                Settings.of(options));
    }

    static Optional<LaunchPlan.Monitor> monitor(
            ContainerFolder folder, boolean detached, Optional<String> keys, Optional<List<String>> cleanUp) {
        return Optional.of(
                new LaunchPlan.Monitor(
                        detached ? Optional.of(Text.of(folder.log())) : Optional.empty(),
                        LOG_LIMIT,
                        LOG_FILES,
                        keys,
                        folder.id(),
                        cleanUp));
    }
}
