package dev.jong.service.network;

import dev.jong.linux.HostProgram;
import dev.jong.service.container.Connector;
import dev.jong.service.container.EndpointFiles;
import dev.jong.service.container.Front;
import dev.jong.service.network.cni.AttachedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The parts of networks of one engine that has the rights for them, on its host or in a network of its user's own, which
/// share what is known about the kernel's.
public final class NetworkParts implements AutoCloseable {
    private final NetworkKit kit;
    private final Firewall firewall;
    private final NetworkPlaces places;
    private final RaiseNetwork raising;
    private final Optional<DutyParts> looking;
    private final ConnectContainer bridging;
    private final Connector connector;
    private final UnfinishedConnections unfinished;

    private NetworkParts(
            NetworkKit kit,
            Ground ground,
            NetworkPlaces places,
            Firewall firewall,
            NetworkDuty duty,
            Publishing publishing,
            Optional<DutyParts> looking,
            UnaryOperator<Connector> connecting) {
        this.kit = kit;
        this.firewall = firewall;
        this.places = places;
        this.looking = looking;
        this.raising =
                new RaiseNetwork(
                        places, firewall, kit.plans(), ground, kit.containers().networks());
        this.bridging =
                new ConnectContainer(
                        kit.containers(),
                        kit.networks()::connectable,
                        places,
                        raising,
                        publishing,
                        firewall,
                        duty,
                        ground);
        this.connector = connecting.apply(bridging);
        this.unfinished =
                new UnfinishedConnections(
                        kit.containers(),
                        bridging,
                        kit.plans(),
                        firewall,
                        ground,
                        new EndpointFiles(kit.runtime(), "net/begun"));
    }

    /// Those of an engine that is root on its host.
    ///
    /// @param nft the host's program; empty where it has none
    /// @param engine asked for when networks are first looked after
    /// @param self the effective user of this process
    public static NetworkParts ofRoot(
            NetworkKit kit,
            Supplier<Optional<HostProgram>> nft,
            Supplier<EngineAround> engine,
            int self) {
        NetworkPlaces places = kit.places();
        Firewall firewall = kit.firewall(places, nft, false);
        DutyParts duty =
                new DutyParts(
                        kit.containers(),
                        places,
                        firewall,
                        engine,
                        UnaryOperator.identity(),
                        // Parents of containers see to it.
                        (container, front) -> {});
        return new NetworkParts(
                kit,
                Ground.HOST,
                places,
                firewall,
                duty,
                new PublishPorts(firewall, new FreePorts()),
                Optional.of(duty),
                one ->
                        new RootConnector(
                                one,
                                new AttachedFiles(places.net()),
                                files ->
                                        new PluginConnector(
                                                kit.containers(), files, kit.plans(), self)));
    }

    /// Those of an ordinary user's engine, which is in the host's network.
    ///
    /// @param around what the network of its own is made with
    /// @param helped connects containers that name no network
    /// @param nft the host's program, to be run in the network of the process of this number
    public static NetworkParts ofUser(
            NetworkKit kit,
            UserSwitch.Surroundings around,
            PastaConnector helped,
            Function<Long, Optional<HostProgram>> nft) {
        NetworkPlaces places = kit.places();
        DutyMark mark = new DutyMark(places.net());
        ServedNames names = new ServedNames(places, mark);
        UserSwitch ground = new UserSwitch(places, mark, names, around);
        Firewall firewall =
                kit.firewall(places, () -> ground.place().flatMap(at -> nft.apply(at.pid())), true);
        return new NetworkParts(
                kit,
                ground,
                places,
                firewall,
                new SwitchDuty(names),
                new SwitchPorts(
                        firewall,
                        around.programs(),
                        UserPorts.of(kit.containers()),
                        SlirpPorts.ofSwitch(places)),
                Optional.empty(),
                bridged -> new UserConnector(helped, bridged, kit.networks()::connectable));
    }

    /// The duty of a front that looks after networks.
    ///
    /// @return whether it went away before all was done
    public boolean lookAfter(Front front) {
        return looking.isPresent() && looking.get().run(front, unfinished::finish);
    }

    /// Whether networks are to be looked after, and nobody does because he was killed.
    ///
    /// @param runtime the engine's runtime directory
    public static boolean isForgotten(Path runtime) {
        return new DutyMark(NetworkPlaces.of(runtime).net()).isLeft();
    }

    /// The engine's end.
    @Override
    public void close() {
        looking.ifPresent(DutyParts::close);
    }

    /// What connects containers that are launched.
    public Connector connector() {
        return connector;
    }

    /// What connects and disconnects those that are there.
    public ChangeConnections changes() {
        return new RunningConnections(kit.containers(), bridging, kit.plans(), unfinished);
    }

    /// What makes rules again that somebody has flushed.
    public ReloadNetworks reloading() {
        return new ReloadNetworks(kit.containers(), Optional.of(new LockedTable(firewall, places)));
    }

    /// Who uses networks.
    public NetworkUse use() {
        return new LiveUse(kit.containers(), raising);
    }
}
