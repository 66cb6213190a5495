package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Connects containers of ordinary users, who have no rights on the host's network: a program for each container passes
/// on what it sends, with sockets of that user. `pasta` shows the container the host's addresses, so that a client is seen
/// with its own (N09); `slirp4netns` stands in where that is missing, and shows the host itself as its gateway.
public final class PastaConnector implements Connector {
    private static final int LONGEST = 1 << 16;
    private static final String SLIRP_ADDRESS = SlirpPorts.GUEST + "/24";
    private static final String SLIRP_GATEWAY = "10.0.2.2";
    private static final String SLIRP_SERVER = "10.0.2.3";

    private final Containers containers;
    private final UserNetworks host;
    private final HostNetwork network;
    private final UserPorts ports;
    private final Claims claims;
    private final NetworkPlaces places;

    /// @param runtime the engine's runtime directory
    /// @param host what it has
    /// @param network its routes
    public PastaConnector(
            Containers containers, Path runtime, UserNetworks host, HostNetwork network) {
        this.network = network;
        this.places = NetworkPlaces.of(runtime);
        this.claims = new Claims(places, containers);
        this.containers = containers;
        this.host = host;
        this.ports = UserPorts.of(containers);
    }

    @Override
    public String usual() {
        // Pasta shows a host's way out, and does not start where there is none.
        boolean shown = !host.usual().equals(UserNetworks.PASTA) || network.leadsOut();
        return shown ? host.usual() : "none";
    }

    @Override
    public void prepare(NetworkOptions asked, Front front) {
        program(mode(asked));
    }

    @Override
    public Connected connect(String id, NetworkOptions asked, Front front) {
        List<Endpoints.Binding> published = ports.choose(asked);
        ports.check(published);
        if (!published.isEmpty() && mode(asked).equals(UserNetworks.SLIRP)) {
            SlirpPorts.of(places, id).prepare();
        }
        return connected(id, asked, published);
    }

    @Override
    public Connected preview(String id, NetworkOptions asked, Caller caller) {
        return connected(id, asked, ports.choose(asked));
    }

    private Connected connected(
            String id, NetworkOptions asked, List<Endpoints.Binding> published) {
        String mode = mode(asked);
        boolean pasta = mode.equals(UserNetworks.PASTA);
        String program = program(mode);
        List<Wires.Claim> claims = new ArrayList<>();
        if (!pasta && !published.isEmpty()) {
            claims.add(ContainerWires.claim(SlirpPorts.of(places, id).socket()));
        }
        claims.add(ContainerWires.claim(containers.endpoints().file(id)));
        return new Connected(
                Wires.helped(
                        pasta
                                ? pasta(program, published)
                                : slirp(program, SlirpPorts.of(places, id), published),
                        claims),
                new Endpoints(id, "", List.of(endpoint(mode)), published),
                pasta ? List.of() : List.of(SLIRP_SERVER),
                List.of(),
                "",
                () -> containers.endpoints().forget(id));
    }

    private static Wires.Helper pasta(String program, List<Endpoints.Binding> published) {
        return new Wires.Helper(
                HelperCommand.pasta(program, published), !published.isEmpty(), List.of());
    }

    private static Wires.Helper slirp(
            String program, SlirpPorts ports, List<Endpoints.Binding> published) {
        boolean publishes = !published.isEmpty();
        return new Wires.Helper(
                HelperCommand.slirp(program, publishes ? Optional.of(ports) : Optional.empty()),
                publishes,
                ports.open(published));
    }

    private static Endpoints.Endpoint endpoint(String mode) {
        boolean pasta = mode.equals(UserNetworks.PASTA);
        return new Endpoints.Endpoint(
                mode,
                "",
                pasta ? "" : "tap0",
                "",
                pasta ? "" : SLIRP_ADDRESS,
                pasta ? "" : SLIRP_GATEWAY,
                "",
                "",
                "",
                List.of(),
                true,
                true);
    }

    /// The mode that was asked for, else the usual one.
    private String mode(NetworkOptions asked) {
        if (!asked.links().isEmpty()) {
            throw refused("--link");
        }
        for (NetworkOptions.Join join : asked.joins()) {
            if (!isMode(join.network())) {
                throw refused("network " + Text.printable(join.network()));
            }
        }
        return asked.joins().isEmpty() ? usual() : asked.joins().getFirst().network();
    }

    static boolean isMode(String network) {
        return network.equals(UserNetworks.PASTA) || network.equals(UserNetworks.SLIRP);
    }

    private static JongException refused(String option) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot connect the container: " + option + " needs root here")
                .hint(
                        "leave it away: pasta, or slirp4netns, connects containers of ordinary users; --network host shares the host's");
    }

    /// @throws JongException PRECONDITION where this host lacks what it takes
    private String program(String mode) {
        Optional<UserNetworks.Missing> missing = host.missing(mode);
        if (missing.isPresent()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot connect the container: " + missing.get().why())
                    .hint(missing.get().better());
        }
        return host.program(mode).orElseThrow();
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
        Optional<HeldPort.Place> refused = refused(failed, plan);
        if (refused.isPresent()) {
            return Optional.of(ports.taken(refused.get()));
        }
        boolean known =
                failed.list() == Contract.LIST_BESIDE
                        && failed.index() > 0
                        && failed.index() < plan.beside().size()
                        && plan.beside().get(failed.index()).number() == Contract.OP_SPAWN;
        return known
                ? Optional.of(gaveUp(plan.beside().get(failed.index() - 1)))
                : Optional.empty();
    }

    /// The port that a program did not open.
    private static Optional<HeldPort.Place> refused(Outcome.Failed failed, LaunchPlan plan) {
        boolean beside = failed.list() == Contract.LIST_BESIDE && failed.errno() == Errno.EFAULT;
        return failed.operation(plan).filter(op -> beside).flatMap(op -> HeldPort.of(op.why()));
    }

    private static String text(Path file) {
        return SmallFile.read(file, LONGEST).map(Text::of).orElse("");
    }

    /// @param opened the operation that opened the file with its words
    private static JongException gaveUp(Op opened) {
        String said = "";
        for (Arg argument : opened.args()) {
            if (argument instanceof Arg.Str file && file.text().endsWith(Wires.SAID)) {
                said = text(Text.path(file.text())).strip().replace("\n", ", ");
            }
        }
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot connect the container: the program for that gave up"
                                + (said.isEmpty() ? "" : ": " + Text.printable(said)))
                .hint("jong doctor says what networks need; --network none does without");
    }

    @Override
    public void sweep() {
        // Their programs have ended with them: only what is written of them is left.
        for (Endpoints one : containers.endpoints().all()) {
            if (claims.isForgotten(containers.endpoints().file(one.id()), one.id())) {
                forget(one.id());
            }
        }
        SlirpPorts.sweep(places, containers);
    }

    @Override
    public void forget(String id) {
        containers.endpoints().forget(id);
    }

    @Override
    public void begun(String id, NetworkOptions asked, Front front) {
        // The program looks after itself.
    }
}
