package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.network.netlink.Device;
import dev.jong.network.netlink.Kind;
import dev.jong.network.netlink.Request;
import dev.jong.network.netlink.RouteRequest;
import dev.jong.store.network.NetworkRecord;
import java.util.Optional;

/// The device of the host that a macvlan or ipvlan network lies on. One that leads nowhere is made for a network that names
/// none, and a VLAN for a name such as `eth0.50`; both go with the last network that lies on them.
///
/// @param name of the device
/// @param dummy whether it leads nowhere
record ParentDevice(String name, boolean dummy) {
    private static final int LAST_VLAN = 4094;

    static ParentDevice of(NetworkRecord network) {
        return network.device().isEmpty()
                ? new ParentDevice("dm-" + network.shortId(), true)
                : new ParentDevice(network.device(), false);
    }

    /// The device that a VLAN of this name lies on; empty for other names.
    Optional<String> below() {
        int dot = name.lastIndexOf('.');
        int id = dot > 0 ? number(name.substring(dot + 1)) : 0;
        return id > 0 && id <= LAST_VLAN ? Optional.of(name.substring(0, dot)) : Optional.empty();
    }

    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i >= 4) {
                return 0;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    /// Makes it.
    ///
    /// @param index its number from now on
    /// @throws dev.jong.base.JongException PRECONDITION for one that nobody makes, or without the device that it is to lie on
    Request made(int index) {
        Device device = Device.of(name).withIndex(index);
        RouteRequest request = RouteRequest.of("the device " + Text.printable(name));
        if (dummy) {
            return request.make(device, new Kind.Dummy()).done();
        }
        int parent = HostDevices.index(below().orElseThrow(() -> ParentLink.missing(name)));
        int id = number(name.substring(name.lastIndexOf('.') + 1));
        return request.make(device, new Kind.Vlan(parent, id)).done();
    }

    /// Takes it away.
    Request removed() {
        return RouteRequest.of("the device " + Text.printable(name) + " is not used any more")
                .delete(name)
                .done();
    }
}
