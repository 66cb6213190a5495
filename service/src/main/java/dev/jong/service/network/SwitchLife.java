package dev.jong.service.network;

import dev.jong.linux.HostProgram;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import java.util.Optional;
import java.util.function.Supplier;

/// The duty of the front that lives in the network of an ordinary user's own, where it has the rights of root: names are
/// served there, and rules looked after.
public final class SwitchLife {
    private final NetworkKit kit;
    private final NetworkPlaces places;
    private final Supplier<Optional<HostProgram>> nft;
    private final Supplier<EngineAround> engine;

    /// @param nft the host's program; empty where it has none
    public SwitchLife(
            NetworkKit kit, Supplier<Optional<HostProgram>> nft, Supplier<EngineAround> engine) {
        this.kit = kit;
        this.places = kit.places();
        this.nft = nft;
        this.engine = engine;
    }

    /// Goes on until no container needs it, or the front has gone.
    public void run(Front front) {
        ServedNames names = new ServedNames(places, new DutyMark(places.net()));
        Firewall firewall = kit.firewall(places, nft, true);
        LeftPorts left = left(firewall);
        try (DutyParts duty =
                new DutyParts(
                        kit.containers(),
                        places,
                        firewall,
                        engine,
                        names::announced,
                        (id, one) -> close(left, id, one))) {
            NameRequests requests = NameRequests.start(names, id -> serve(duty, id, front));
            try {
                duty.run(front, one -> {}); // The next change of a container finishes what is left.
            } finally {
                requests.close();
            }
        }
    }

    /// Rules of the firewall, and ways back, which nobody else takes away.
    private void close(LeftPorts left, String id, Front front) {
        Optional<Endpoints> ended = kit.containers().endpoints().of(id);
        if (left.close(id) && ended.isPresent()) {
            front.carryOut(kit.plans().forget(SwitchPorts.withdraw(ended.get())));
        }
    }

    private LeftPorts left(Firewall firewall) {
        Claims claims = new Claims(places, kit.containers());
        return new LeftPorts(
                kit.containers(),
                new ForgottenConnections(places, kit.containers(), claims, firewall, Ground.HOST));
    }

    private void serve(DutyParts duty, String id, Front front) {
        kit.containers().networks().all().stream()
                .filter(network -> network.id().equals(id))
                .findFirst()
                .ifPresent(network -> duty.serve(network, front));
    }
}
