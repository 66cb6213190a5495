package dev.jong.service.container;

import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.spec.Spec;
import java.util.Optional;
import java.util.function.Function;

/// Connects a container that exists each time it is started: its addresses may be others than the last time.
final class ConnectRecorded {
    private final Containers containers;
    private final Connector connector;

    ConnectRecorded(Containers containers, Connector connector) {
        this.containers = containers;
        this.connector = connector;
    }

    /// What was carried out, and what came of it.
    record Launched(LaunchPlan plan, Outcome outcome) {}

    /// Has it launched.
    ///
    /// @param planning makes the plan
    Launched launch(
            ContainerRecord record, Spec spec, Front front, Function<Wires, LaunchPlan> planning) {
        Optional<NetworkOptions> networks = NetworkChoice.of(record);
        if (networks.isEmpty()) {
            LaunchPlan plan = planning.apply(Wires.NONE);
            return new Launched(plan, front.carryOut(plan));
        }
        Launched first = connected(record, spec, networks.get(), front, planning);
        boolean lost =
                first.outcome() instanceof Outcome.Failed failed
                        && connector.wasLost(failed, first.plan());
        // What the networks need was taken away since it was made.
        return lost ? connected(record, spec, networks.get(), front, planning) : first;
    }

    private Launched connected(
            ContainerRecord record,
            Spec spec,
            NetworkOptions networks,
            Front front,
            Function<Wires, LaunchPlan> planning) {
        connector.prepare(networks, front);
        Connected connected = connector.connect(record.id(), networks, front);
        boolean done = false;
        try {
            write(record, spec, connected);
            LaunchPlan plan = planning.apply(connected.wires());
            Outcome outcome = front.carryOut(plan);
            done = !(outcome instanceof Outcome.Failed);
            if (outcome instanceof Outcome.Running) {
                connector.begun(record.id(), networks, front);
            }
            return new Launched(plan, outcome);
        } finally {
            if (!done) {
                connected.release();
            }
        }
    }

    private void write(ContainerRecord record, Spec spec, Connected connected) {
        NetworkFiles.write(
                containers.folder(record.id()).folder(),
                Settings.names(record.settings()),
                spec.names().hostname().orElse(record.shortId()),
                record.name(),
                spec.namespaces().network(),
                connected);
        String hostname = spec.names().hostname().orElse("");
        containers.endpoints().write(connected.endpoints().named(record.name()).hosting(hostname));
    }
}
