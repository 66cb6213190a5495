package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.store.lease.Hold;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container in the making. It begins with the folder that a launch works in; what others know it by (name, record)
/// may be written while it is being launched, so long as its program waits for that. One that is closed before it
/// was written leaves nothing.
final class NewContainer implements AutoCloseable {
    private static final int MOMENTS = 20;

    private final Containers containers;
    private final RunOptions options;
    private final Caller caller;
    private final Decision decision;
    private final Connected connected;
    private final Hold lease;
    private String name = "";
    private String image = "";
    private Map<String, String> imageLabels = Map.of();
    private long created;
    private Optional<StartLock> lock = Optional.empty();
    private boolean written;

    /// @param connected what was claimed for it
    /// @param lease keeps the image until the record names it (R077)
    NewContainer(
            Containers containers,
            RunOptions options,
            Caller caller,
            Decision decision,
            Connected connected,
            Hold lease) {
        this.containers = containers;
        this.options = options;
        this.caller = caller;
        this.decision = decision;
        this.connected = connected;
        this.lease = lease;
    }

    String id() {
        return decision.id();
    }

    /// What it is called; empty until it is written, unless the user chose it.
    String name() {
        return name;
    }

    /// When it was written, nanoseconds since 1970.
    long created() {
        return created;
    }

    /// What its events say of it.
    Map<String, String> attributes() {
        Map<String, String> labels = new HashMap<>(imageLabels);
        labels.putAll(options.identity().labels());
        return LifeStory.attributes(image, name, labels);
    }

    Decision decision() {
        return decision;
    }

    /// Makes the folder, and claims a name that the user chose.
    ///
    void begin(RootImage from, RootCopier copier) {
        List<Path> layers = from.layers();
        image = from.reference();
        imageLabels = from.defaults().labels();
        containers.prepare();
        name = containers.create(id(), options.identity().name(), layers);
        copier.copy(layers, containers.folder(id()).folder());
        copier.shift(decision.spec(), layers, containers.folder(id()).folder(), containers.store());
    }

    /// Writes down everything else. Nobody else can start it from here on until this is closed.
    void write() {
        boolean remove = options.identity().remove();
        if (name.isEmpty()) {
            name = containers.name(id());
        }
        // Before the record, which is what another command would start it by.
        // Who looks whether somebody is at it has it for a moment.
        lock = containers.startLock(id(), MOMENTS);
        if (remove) {
            lock.orElseThrow().noteBoot(BootId.read());
        }
        NetworkFiles.write(
                containers.folder(id()).folder(),
                options.names(),
                decision.hostname(),
                name,
                decision.spec().namespaces().network(),
                connected);
        if (!connected.isNothing()) {
            String hostname = decision.spec().names().hostname().orElse("");
            containers.endpoints().write(connected.endpoints().named(name).hosting(hostname));
        }
        created = System.currentTimeMillis() * 1_000_000;
        containers.save(
                id(), ContainerRecord.bytes(id(), name, created, decision.recordTail()), remove);
        CidFile.write(options.identity().cidFile(), id(), caller);
        written = true;
        lease.close();
    }

    /// Removes it after a launch that failed, whatever was written.
    void takeBack() {
        connected.release();
        containers.remove(id(), name);
    }

    /// Takes back what was made, after a failure.
    void giveUp(RuntimeException cause) {
        try {
            close();
        } catch (JongException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            if (!written) {
                connected.release();
                containers.remove(id(), name);
            }
        } finally {
            lock.ifPresent(StartLock::close);
            lease.close();
        }
    }
}
