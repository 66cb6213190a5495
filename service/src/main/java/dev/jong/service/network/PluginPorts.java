package dev.jong.service.network;

import dev.jong.network.address.Address;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Ports that plugins publish: where there is a choice it is made here, and the container's parent keeps each from others.
final class PluginPorts {
    private static final Address ALL = Address.parse("0.0.0.0");

    private final FreePorts free = new FreePorts();
    private final PortOwner owner;

    PluginPorts(Containers containers) {
        this.owner = new PortOwner(containers, Path.of("/proc"));
    }

    List<Endpoints.Binding> choose(NetworkOptions asked) {
        List<Endpoints.Binding> all = new ArrayList<>();
        for (NetworkOptions.Publish one : PublishPorts.wanted(asked)) {
            Address at = one.address().isEmpty() ? ALL : Address.parse(one.address());
            all.add(new Endpoints.Binding(at.toString(), free.choose(one, at), one.port()));
        }
        return all;
    }

    /// Refuses what somebody else has before any plugin leads it elsewhere.
    void check(List<Endpoints.Binding> ports) {
        for (Endpoints.Binding one : ports) {
            boolean known = !one.port().protocol().equals("sctp");
            if (known && !free.isFree(one)) {
                throw owner.taken(new HeldPort.Place(one.host(), one.port().protocol()));
            }
        }
    }

    List<Wires.Held> held(List<Endpoints.Binding> ports) {
        List<Wires.Held> held = new ArrayList<>();
        for (Endpoints.Binding one : ports) {
            Address at = Address.parse(one.address());
            held.add(HeldPort.of(new PublishPorts.Lead(at, one.host(), at, one.port())));
        }
        return held;
    }
}
