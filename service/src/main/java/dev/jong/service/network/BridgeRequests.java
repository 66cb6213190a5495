package dev.jong.service.network;

import dev.jong.network.address.Address;
import dev.jong.network.address.Subnet;
import dev.jong.network.netlink.Device;
import dev.jong.network.netlink.Kind;
import dev.jong.network.netlink.RouteRequest;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.launch.Wires;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is said to the kernel to make a bridge.
final class BridgeRequests {
    private BridgeRequests() {}

    /// Each may find that what it makes is there already.
    ///
    /// @param apart in a network that is not the host's, whose devices are ways in and out
    static NetworkPlans.Bridge of(NetworkRecord network, int mtu, boolean apart) {
        int index = KernelNames.bridgeIndex(network);
        List<Wires.Ask> asks = new ArrayList<>();
        Device device =
                Device.of(network.device())
                        .withIndex(index)
                        .withMtu(mtu)
                        .withMac(RaiseNetwork.hardware(network).bytes());
        asks.add(
                ContainerWires.ask(
                        RouteRequest.of("the bridge of network " + network.name())
                                .make(device, new Kind.Bridge())
                                .done()));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/proc/sys/net/ipv4/ip_forward", "1");
        if (apart) {
            asks.add(
                    ContainerWires.ask(
                            RouteRequest.of("answers to neighbours go straight")
                                    .nearFirst()
                                    .done()));
            // Clients come by another device than what leaves goes by.
            files.put("/proc/sys/net/ipv4/conf/all/rp_filter", "2");
        }
        // Or packets of this host's own to a port that is published on its loopback would be lost.
        files.put("/proc/sys/net/ipv4/conf/" + network.device() + "/route_localnet", "1");
        for (NetworkRecord.Pool pool : network.pools()) {
            Subnet subnet = Subnet.parse(pool.subnet());
            if (subnet.version6()) {
                files.put("/proc/sys/net/ipv6/conf/all/forwarding", "1");
                files.put("/proc/sys/net/ipv6/conf/" + network.device() + "/accept_dad", "0");
            }
            address(asks, network, index, subnet, pool.gateway());
        }
        return new NetworkPlans.Bridge(asks, files);
    }

    private static void address(
            List<Wires.Ask> asks,
            NetworkRecord network,
            int index,
            Subnet subnet,
            Optional<String> gateway) {
        if (gateway.isPresent()) {
            dev.jong.network.netlink.Address address =
                    new dev.jong.network.netlink.Address(
                            Address.parse(gateway.get()).bytes(), subnet.length());
            asks.add(
                    ContainerWires.ask(
                            RouteRequest.of("the host's address in network " + network.name())
                                    .add(index, address)
                                    .done()));
        }
    }

    static Wires.Ask remove(NetworkRecord network) {
        return ContainerWires.ask(
                RouteRequest.of("network " + network.name() + " is not used any more")
                        .delete(network.device())
                        .done());
    }
}
