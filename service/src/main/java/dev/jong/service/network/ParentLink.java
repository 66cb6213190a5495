package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.netlink.Device;
import dev.jong.network.netlink.Kind;
import dev.jong.network.netlink.Request;
import dev.jong.network.netlink.RouteRequest;
import dev.jong.runtime.plan.Errno;
import dev.jong.service.container.Moment;
import dev.jong.store.network.NetworkRecord;
import java.util.Map;

/// Devices on a device of the host: macvlan and ipvlan.
final class ParentLink {
    private static final String MACVLAN = "macvlan";
    private static final String IPVLAN = "ipvlan";
    private static final String DEVICE = " device ";

    /// Four tenths of a second.
    private static final int MOMENTS = 80;

    private ParentLink() {}

    /// Makes the device of a connection.
    static Request request(Connection one, int mtu) {
        NetworkRecord network = one.network();
        String parent = ParentDevice.of(network).name();
        RouteRequest request =
                RouteRequest.of(
                        network.driver()
                                + DEVICE
                                + one.device()
                                + " on "
                                + parent
                                + " for network "
                                + network.name());
        Kind kind = kind(network, HostDevices.index(parent));
        return request.makeInside(device(one, mtu), kind).done();
    }

    private static Device device(Connection one, int mtu) {
        Device device = Device.of(one.device()).withIndex(one.index()).withMtu(mtu);
        return hasHardware(one.network()) ? device.withMac(one.hardware().bytes()) : device;
    }

    /// Whether its containers have hardware addresses of their own; else they have the parent's.
    static boolean hasHardware(NetworkRecord network) {
        return !network.driver().equals(IPVLAN) && !mode(network, MACVLAN, "").equals("passthru");
    }

    /// Whether packets are told apart by their addresses: there is nobody to send them to then.
    static boolean isRouted(Connection one) {
        NetworkRecord network = one.network();
        return network.driver().equals(IPVLAN) && mode(network, IPVLAN, "l2").startsWith("l3");
    }

    private static String mode(NetworkRecord network, String driver, String usual) {
        Map<String, String> options = network.options();
        return options.getOrDefault(driver + "_mode", options.getOrDefault("mode", usual));
    }

    private static Kind kind(NetworkRecord network, int parent) {
        if (network.driver().equals(MACVLAN)) {
            return new Kind.Macvlan(
                    parent,
                    switch (mode(network, MACVLAN, "bridge")) {
                        case "private" -> Kind.MacvlanMode.PRIVATE;
                        case "vepa" -> Kind.MacvlanMode.VEPA;
                        case "passthru" -> Kind.MacvlanMode.PASSTHRU;
                        default -> Kind.MacvlanMode.BRIDGE;
                    });
        }
        return new Kind.Ipvlan(
                parent,
                switch (mode(network, IPVLAN, "l2")) {
                    case "l3" -> Kind.IpvlanMode.L3;
                    case "l3s" -> Kind.IpvlanMode.L3S;
                    default -> Kind.IpvlanMode.L2;
                },
                switch (network.options().getOrDefault("ipvlan_flag", "bridge")) {
                    case "private" -> Kind.IpvlanReach.PRIVATE;
                    case "vepa" -> Kind.IpvlanReach.VEPA;
                    default -> Kind.IpvlanReach.BRIDGE;
                });
    }

    /// Whether an operation makes such a device, by what [#request] said that it is for.
    static boolean isMeant(String why) {
        return why.startsWith(MACVLAN + DEVICE) || why.startsWith(IPVLAN + DEVICE);
    }

    /// Whether it may be that the kernel is still taking devices away whose containers have ended; returns when it has had
    /// the time.
    ///
    /// @param why what the operation that failed is for
    static boolean isPassing(String why, int errno) {
        boolean passing =
                switch (errno) {
                    case Errno.EADDRINUSE -> why.equals(ContainerWires.INSIDE);
                    case Errno.EINVAL, Errno.EBUSY -> isMeant(why);
                    default -> false;
                };
        for (int i = 0; i < MOMENTS && passing; i++) {
            Moment.pass();
        }
        return passing;
    }

    /// Two macvlan devices on one parent can't have one hardware address.
    static JongException sameHardware() {
        return JongException.of(
                        ErrorKind.CONFLICT,
                        "cannot bring up a device of the container: another one on the same parent has its hardware address")
                .hint("choose another one with --mac-address");
    }

    /// Why the kernel makes no such device, or none for it to lie on.
    ///
    /// @param what that was to be made
    static JongException refused(String what, int errno) {
        JongException refused =
                JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot make " + Text.printable(what) + ": " + Errno.words(errno));
        return switch (errno) {
            case Errno.EOPNOTSUPP ->
                    refused.hint("this kernel lacks the module: macvlan, ipvlan, 8021q or dummy");
            case Errno.EBUSY ->
                    refused.hint(
                            "a device carries macvlan or ipvlan or is in a bridge, one of them only: take another parent");
            case Errno.EINVAL ->
                    refused.hint(
                            "in passthru mode it is the only one on its parent; the MTU may not be above the parent's");
            case Errno.ENETDOWN -> refused.hint("ip link set DEVICE up, for the one below it");
            default -> refused.hint("jong doctor says what this host allows");
        };
    }

    /// What is missing of the host for it.
    static JongException missing(String device) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "the host has no network device " + Text.printable(device))
                .hint("ip link lists them; jong network create -o parent=DEVICE names one");
    }
}
