package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.cni.PluginResult;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Errno;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.Moment;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.service.network.cni.AttachedContainer;
import dev.jong.service.network.cni.AttachedFiles;
import dev.jong.service.network.cni.Attachment;
import dev.jong.service.network.cni.FindNetwork;
import dev.jong.service.network.cni.PluginPlaces;
import dev.jong.service.network.cni.RunPlugins;
import dev.jong.store.network.NetworkName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Connects containers by CNI plugins of the host: a network is made before the launch, plugins connect it, and the
/// container's child goes there. Its parent has the plugins take away at the end what they made; when it was killed the
/// engine does, by what is written down.
final class PluginConnector {
    /// Ten seconds of five milliseconds each.
    private static final int ROUNDS = 2000;

    private final Containers containers;
    private final AttachedFiles files;
    private final EndPlugins ending;
    private final NetworkPlans plans;
    private final PluginPorts ports;
    private final RunPlugins plugins = new RunPlugins();
    private final int self;

    /// @param self the effective user of this process
    PluginConnector(Containers containers, AttachedFiles files, NetworkPlans plans, int self) {
        this.containers = containers;
        this.files = files;
        this.ending = new EndPlugins(containers, files, plugins);
        this.plans = plans;
        this.ports = new PluginPorts(containers);
        this.self = self;
    }

    /// Refuses what cannot be, before anything is made.
    void check(NetworkOptions asked, Caller caller) {
        wanted("", asked, caller, ports.choose(asked));
    }

    /// What is to be made, and what was asked of each.
    private record Wanted(AttachedContainer container, List<PluginWishes> wishes) {}

    private Wanted wanted(
            String id, NetworkOptions asked, Caller caller, List<Endpoints.Binding> bindings) {
        if (!asked.links().isEmpty()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot link containers in networks of CNI plugins")
                    .hint("leave --link away; --add-host gives names to addresses");
        }
        PluginPlaces places = PluginPlaces.of(caller);
        List<PluginWishes> wishes = new ArrayList<>();
        List<Attachment> all = new ArrayList<>();
        for (NetworkOptions.Join join : asked.joins()) {
            String name = join.network().substring(NetworkName.CNI.length());
            PluginWishes one = new PluginWishes(new FindNetwork(places, self).find(name), join);
            // Ports lead to the first network.
            List<Endpoints.Binding> published = all.isEmpty() ? bindings : List.of();
            String network = Text.of(files.network(id));
            all.add(one.attachment(id, all.size(), network, places.plugins(), published));
            wishes.add(one);
        }
        return new Wanted(
                new AttachedContainer(id, Long.toString(ProcessHandle.current().pid()), all),
                wishes);
    }

    Connected connect(String id, NetworkOptions asked, Front front) {
        awaitEnd(id);
        ending.forget(id);
        List<Endpoints.Binding> bindings = ports.choose(asked);
        Wanted wanted = wanted(id, asked, front.caller(), bindings);
        ports.check(bindings);
        boolean done = false;
        files.write(wanted.container());
        try {
            make(id, front);
            if (Files.exists(containers.folder(id).folder().resolve("started"))) {
                // The host may have gone down before anything of an earlier run was taken away.
                wanted.container().attachments().forEach(one -> plugins.remove(one, true));
            }
            AttachedContainer made = wanted.container();
            for (int i = 0; i < wanted.wishes().size(); i++) {
                Attachment one = plugins.add(made.attachments().get(i));
                made = made.with(i, one);
                files.write(made);
                wanted.wishes().get(i).check(one.known());
            }
            files.writeEnd(made);
            done = true;
            return connected(new Wanted(made, wanted.wishes()), bindings);
        } finally {
            if (!done) {
                ending.forget(id);
            }
        }
    }

    /// The parent of the last run may be at it still, and would take away what is made now.
    private void awaitEnd(String id) {
        Path state = containers.folder(id).pid();
        for (int i = 0; i < ROUNDS && Files.exists(state); i++) {
            Moment.pass();
        }
    }

    private void make(String id, Front front) {
        switch (front.carryOut(plans.make(Text.of(files.network(id))))) {
            case Outcome.Done done -> {}
            case Outcome.Failed failed ->
                    throw JongException.of(
                                    ErrorKind.PRECONDITION,
                                    "cannot make a network for CNI plugins: "
                                            + Errno.words(failed.errno()))
                            .hint("jong doctor says what this host allows");
            default -> throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    /// How a container would be connected; no plugin runs.
    Connected preview(String id, NetworkOptions asked, Caller caller) {
        List<Endpoints.Binding> bindings = ports.choose(asked);
        return connected(wanted(id, asked, caller, bindings), bindings);
    }

    /// The plugins that would be run before the launch, a line each.
    List<String> programs(String id, NetworkOptions asked, Caller caller) {
        List<String> lines = new ArrayList<>();
        Wanted wanted = wanted(id, asked, caller, ports.choose(asked));
        for (Attachment one : wanted.container().attachments()) {
            String words = String.join(" ", words(one.environment("ADD")));
            for (Attachment.Step step : one.steps()) {
                String line = words + " " + step.program() + "  # CNI network " + one.network();
                lines.add(Text.printable(line));
            }
        }
        return lines;
    }

    private static List<String> words(Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        environment.forEach((name, value) -> words.add(name + "=" + value));
        return words;
    }

    private Connected connected(Wanted wanted, List<Endpoints.Binding> bindings) {
        AttachedContainer container = wanted.container();
        String id = container.id();
        List<Endpoints.Endpoint> endpoints = new ArrayList<>();
        List<String> servers = new ArrayList<>();
        List<String> domains = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (int i = 0; i < wanted.wishes().size(); i++) {
            Attachment made = container.attachments().get(i);
            endpoints.add(wanted.wishes().get(i).endpoint(made, i == 0));
            PluginResult result = made.known();
            servers.addAll(result.servers());
            domains.addAll(result.domains());
            options.addAll(result.options());
        }
        String gateway = endpoints.getFirst().gateway();
        return new Connected(
                Wires.made(ports.held(bindings), claims(container), network(container)),
                new Endpoints(id, "", endpoints, bindings),
                servers,
                domains,
                options,
                List.of(),
                Address.find(gateway).isPresent() ? gateway : "",
                () -> ending.forget(id));
    }

    private Wires.Made network(AttachedContainer container) {
        List<Wires.Call> calls = new ArrayList<>();
        for (AttachedFiles.Ending one : files.endings(container)) {
            calls.add(
                    new Wires.Call(
                            "plugin "
                                    + one.step().type()
                                    + " of CNI network "
                                    + one.attachment().network()
                                    + " takes back what it gave",
                            List.of(one.step().program()),
                            words(one.attachment().environment("DEL")),
                            Text.of(one.input())));
        }
        return new Wires.Made(Text.of(files.network(container.id())), calls);
    }

    private List<Wires.Claim> claims(AttachedContainer container) {
        String id = container.id();
        List<Wires.Claim> claims = new ArrayList<>();
        files.endings(container).forEach(one -> claims.add(ContainerWires.claim(one.input())));
        claims.add(ContainerWires.claim(files.network(id)));
        claims.add(ContainerWires.claim(containers.endpoints().file(id)));
        claims.add(ContainerWires.claim(files.record(id)));
        return claims;
    }

    void sweep() {
        ending.sweep();
    }

    void forget(String id) {
        ending.forget(id);
    }
}
