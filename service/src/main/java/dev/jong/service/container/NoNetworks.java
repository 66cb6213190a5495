package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.LaunchPlan;
import java.util.List;
import java.util.Optional;

/// A host without networks for containers.
final class NoNetworks implements Connector {
    @Override
    public String usual() {
        return "none";
    }

    @Override
    public void prepare(NetworkOptions asked, Front front) {
        throw refused();
    }

    @Override
    public Connected connect(String id, NetworkOptions asked, Front front) {
        throw refused();
    }

    @Override
    public Connected preview(String id, NetworkOptions asked, Caller caller) {
        throw refused();
    }

    @Override
    public List<String> programs(String id, NetworkOptions asked, Caller caller) {
        return List.of();
    }

    @Override
    public boolean wasLost(Outcome.Failed failed, LaunchPlan plan) {
        return false;
    }

    @Override
    public Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan) {
        return Optional.empty();
    }

    @Override
    public void sweep() {
        // Nothing is left.
    }

    @Override
    public void forget(String id) {
        // It had nothing.
    }

    @Override
    public void begun(String id, NetworkOptions asked, Front front) {
        // Nothing was connected.
    }

    private static JongException refused() {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot connect the container: this host has no networks for containers of this user")
                .hint("jong doctor says why; --network host shares the host's network");
    }
}
