package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.PlanLaunch;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import java.util.Optional;

/// Plans the launch of a container whose spec is known: its first one, or another.
final class LaunchContainer {
    /// The usual size of a log, bytes, and number of its files.
    static final long LOG_LIMIT = 16L << 20;

    static final long LOG_FILES = 3;

    /// ctrl-p ctrl-q, as everywhere.
    static final String DETACH_KEYS = "\u0010\u0011";

    private final Host host;
    private final Containers containers;

    LaunchContainer(Host host, Containers containers) {
        this.host = host;
        this.containers = containers;
    }

    /// How this run is connected.
    ///
    /// @param interactive the caller's standard input goes to the container
    /// @param monitored a monitor stays with it in any case
    /// @param keepsInput the container has a standard input
    /// @param inputOnce it ends with the front that had it
    /// @param unwritten the container may still be written down while it is launched
    /// @param log how its output is kept; empty for the usual way
    /// @param journal what its entries in the journal have; empty where it is not kept there
    /// @param again it may be started again when it has ended
    record Attachment(
            boolean detached,
            boolean interactive,
            boolean monitored,
            boolean keepsInput,
            boolean inputOnce,
            boolean forwardSignals,
            Optional<String> detachKeys,
            boolean remove,
            boolean unwritten,
            Optional<LogOptions> log,
            String journal,
            boolean again) {}

    /// @param wires how its own network is connected
    LaunchPlan plan(Spec spec, Caller caller, Attachment attachment, Wires wires) {
        ContainerFolder folder = containers.folder(spec.id());
        boolean terminal = spec.process().terminal();
        boolean monitored = attachment.monitored() || terminal;
        boolean kept = !attachment.remove() || monitored;
        PlanLaunch.Connection connection =
                new PlanLaunch.Connection(
                        attachment.interactive() && !attachment.detached(),
                        monitored && !terminal && attachment.keepsInput(),
                        monitored && !terminal && attachment.inputOnce(),
                        attachment.forwardSignals(),
                        monitored
                                ? Optional.of(monitor(folder, attachment, caller))
                                : Optional.empty(),
                        attachment.detached(),
                        kept ? Optional.of(Text.of(folder.exit())) : Optional.empty(),
                        attachment.unwritten() && !monitored,
                        caller.columns(),
                        caller.rows());
        return new PlanLaunch(host, folder.places(containers.store(), caller.program()))
                .plan(spec, connection, wires);
    }

    private LaunchPlan.Monitor monitor(
            ContainerFolder folder, Attachment attachment, Caller caller) {
        Optional<List<String>> cleanUp = Optional.empty();
        String store = Text.of(containers.store());
        if (attachment.remove()) {
            cleanUp = Optional.of(List.of("jong", "--root", store, "clean_up", folder.id()));
        } else if (attachment.again()) {
            // The monitor becomes what waits for the restart: no engine has to be there for it.
            cleanUp = Optional.of(List.of("jong", "--root", store, "duty", "start", folder.id()));
        }
        Optional<LogOptions> log = attachment.log();
        boolean kept = log.isEmpty() || log.get().isKept();
        // A monitor reads output in any case: nobody may wait for a pipe that is full.
        String file = kept ? Text.of(folder.log()) : "/dev/null";
        if (!attachment.journal().isEmpty()) {
            file = JournalFields.socket(caller);
        }
        return new LaunchPlan.Monitor(
                Optional.of(file),
                log.isEmpty() ? LOG_LIMIT : kept ? log.get().limit() : 0,
                log.isEmpty() ? LOG_FILES : log.get().files(),
                log.isEmpty() || !kept ? 0 : log.get().buffer(),
                attachment.journal(),
                Optional.of(attachment.detachKeys().orElse(DETACH_KEYS)),
                folder.id(),
                cleanUp);
    }
}
