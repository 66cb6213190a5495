package dev.jong.service.network;

import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Front;
import java.util.Optional;

/// The network that bridges are in: the host's for root, and one of their own for ordinary users.
interface Ground {
    /// The host's. Nothing has to be done for it.
    Ground HOST =
            new Ground() {
                @Override
                public Optional<Wires.Elsewhere> place() {
                    return Optional.empty();
                }

                @Override
                public boolean isThere() {
                    return true;
                }

                @Override
                public boolean isApart() {
                    return false;
                }

                @Override
                public void provide(Front front) {
                    // It always was.
                }

                @Override
                public int mtu() {
                    return HostDevices.mtu();
                }
            };

    /// A process that lives in it; empty for the host's.
    Optional<Wires.Elsewhere> place();

    /// Whether it is there.
    boolean isThere();

    /// Whether parents of containers are elsewhere, and can change nothing in it.
    boolean isApart();

    /// Makes it, unless it is there. A container is about to need it.
    void provide(Front front);

    /// What packets to the outside may have, bytes; 0 for the usual.
    int mtu();
}
