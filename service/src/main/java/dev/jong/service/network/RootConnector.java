package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.service.network.cni.AttachedFiles;
import dev.jong.store.network.NetworkName;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Connects containers of root: by bridges, and those that name networks of CNI plugins by these.
final class RootConnector implements Connector {
    private final Connector bridged;
    private final AttachedFiles files;
    private final Function<AttachedFiles, PluginConnector> plugins;

    /// @param plugins made when a container needs it
    RootConnector(
            Connector bridged,
            AttachedFiles files,
            Function<AttachedFiles, PluginConnector> plugins) {
        this.bridged = bridged;
        this.files = files;
        this.plugins = plugins;
    }

    private PluginConnector plugged() {
        return plugins.apply(files);
    }

    /// @throws JongException INVALID_ARGUMENT when somebody wants both
    private static boolean isPlugged(NetworkOptions asked) {
        List<NetworkOptions.Join> joins = asked.joins();
        boolean plugged = false;
        for (int i = 0; i < joins.size(); i++) {
            boolean one = joins.get(i).network().startsWith(NetworkName.CNI);
            if (i > 0 && one != plugged) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "cannot connect a container to "
                                        + Text.printable(joins.getFirst().network())
                                        + " and "
                                        + Text.printable(joins.get(i).network()))
                        .hint("networks of CNI plugins go with others of theirs only");
            }
            plugged = one;
        }
        return plugged;
    }

    @Override
    public String usual() {
        return bridged.usual();
    }

    @Override
    public void prepare(NetworkOptions asked, Front front) {
        if (isPlugged(asked)) {
            plugged().check(asked, front.caller());
        } else {
            bridged.prepare(asked, front);
        }
    }

    @Override
    public Connected connect(String id, NetworkOptions asked, Front front) {
        return isPlugged(asked)
                ? plugged().connect(id, asked, front)
                : bridged.connect(id, asked, front);
    }

    @Override
    public Connected preview(String id, NetworkOptions asked, Caller caller) {
        return isPlugged(asked)
                ? plugged().preview(id, asked, caller)
                : bridged.preview(id, asked, caller);
    }

    @Override
    public List<String> programs(String id, NetworkOptions asked, Caller caller) {
        return isPlugged(asked) ? plugged().programs(id, asked, caller) : List.of();
    }

    @Override
    public boolean wasLost(Outcome.Failed failed, LaunchPlan plan) {
        return bridged.wasLost(failed, plan);
    }

    @Override
    public Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan) {
        return bridged.explain(failed, plan);
    }

    @Override
    public void sweep() {
        bridged.sweep();
        if (!files.all().isEmpty()) {
            plugged().sweep();
        }
    }

    @Override
    public void forget(String id) {
        if (Files.exists(files.record(id))) {
            plugged().forget(id);
        }
        bridged.forget(id);
    }

    @Override
    public void begun(String id, NetworkOptions asked, Front front) {
        if (!isPlugged(asked)) {
            bridged.begun(id, asked, front);
        }
    }
}
