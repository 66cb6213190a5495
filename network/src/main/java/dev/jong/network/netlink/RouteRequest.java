package dev.jong.network.netlink;

/// Puts a request about links, addresses and routes together. Its messages are carried out in the order of the calls, in
/// the namespace of the socket they are sent over, and each must succeed.
public final class RouteRequest {
    private final MessageBuffer out = new MessageBuffer();
    private final String why;

    private RouteRequest(String why) {
        this.why = why;
    }

    /// A request without messages.
    ///
    /// @param why what it is for, a few words for people
    public static RouteRequest of(String why) {
        return new RouteRequest(why);
    }

    /// The request with all that was asked for.
    public Request done() {
        return out.request(why, Request.ROUTE);
    }

    /// Makes a device in the socket's namespace and brings it up.
    public RouteRequest make(Device device, Kind kind) {
        NewLinkMessages.make(out, device, kind);
        return this;
    }

    /// Makes a device in the namespace of the next slot. The parent is one of the socket's namespace. The device is
    /// down: only a socket inside can bring it up.
    public RouteRequest makeInside(Device device, Kind kind) {
        NewLinkMessages.makeInside(out, device, kind);
        return this;
    }

    /// Makes two devices (veth), each of which receives what the other one sends: one here and up, the other one in the
    /// namespace of the next slot, down.
    ///
    /// @param host the end here. It must have an index when `inner` has one: the kernel overlooks that otherwise
    /// @param bridge index of the bridge that the end here is plugged into, 0 for none
    /// @param inner the end in the namespace
    public RouteRequest pair(Device host, int bridge, Device inner) {
        NewLinkMessages.pair(out, host, bridge, inner);
        return this;
    }

    /// Sets what a bridge does with one of its ports.
    ///
    /// @param name of the device that is the port
    /// @param isolated no frames pass between this and other isolated ports
    /// @param hairpin frames may leave through the port that they came by
    public RouteRequest port(String name, boolean isolated, boolean hairpin) {
        LinkMessages.port(out, name, isolated, hairpin);
        return this;
    }

    /// Removes a device, and with one end of a pair the other one.
    public RouteRequest delete(String name) {
        LinkMessages.delete(out, name);
        return this;
    }

    /// Brings the namespace's own loopback device up; it gets its addresses by itself.
    public RouteRequest loopbackUp() {
        LinkMessages.up(out, 1, 0);
        return this;
    }

    /// Brings a device up.
    ///
    /// @param mtu bytes in a packet, set before; 0 to leave it as it is
    public RouteRequest up(int index, int mtu) {
        LinkMessages.up(out, index, mtu);
        return this;
    }

    /// Brings a device up.
    public RouteRequest up(String name) {
        LinkMessages.up(out, name);
        return this;
    }

    /// Takes a device down; its routes go.
    public RouteRequest down(int index) {
        LinkMessages.down(out, index);
        return this;
    }

    /// Takes a device down; its routes go.
    public RouteRequest down(String name) {
        LinkMessages.down(out, name);
        return this;
    }

    /// Gives a device another name. Kernels before 6.0 demand that it is down.
    public RouteRequest rename(int index, String name) {
        LinkMessages.rename(out, index, name);
        return this;
    }

    /// Moves a device to the namespace of the next slot, where it is down and has no addresses.
    ///
    /// @param name what it is called there
    public RouteRequest move(int index, String name) {
        LinkMessages.move(out, index, name);
        return this;
    }

    /// Gives a device an address; one for IPv4 with its broadcast, one for IPv6 that can be used at once.
    public RouteRequest add(int device, Address address) {
        RouteMessages.add(out, device, address);
        return this;
    }

    /// Takes an address from a device.
    public RouteRequest remove(int device, Address address) {
        RouteMessages.remove(out, device, address);
        return this;
    }

    /// Adds a route. The device must be up, and the gateway on a network that it has an address of.
    public RouteRequest add(Route route) {
        RouteMessages.add(out, route);
        return this;
    }

    /// Adds the only route of a table: everything through a gateway, by the device on whose network that is.
    ///
    /// @param table from 256 on
    public RouteRequest through(byte[] gateway, int table) {
        ReturnMessages.route(out, gateway, table);
        return this;
    }

    /// Has what comes from a port of an address, both of IPv4, go as a table says.
    ///
    /// @param protocol IPPROTO_TCP or IPPROTO_UDP
    public RouteRequest from(byte[] source, int protocol, int port, int table) {
        ReturnMessages.rule(out, source, protocol, port, table);
        return this;
    }

    /// Has what goes to a network that this one is plugged into go there, whatever such tables say; not what goes by the
    /// default route.
    public RouteRequest nearFirst() {
        ReturnMessages.nearFirst(out);
        return this;
    }

    /// What comes from a port of an address goes as everything else.
    public RouteRequest notFrom(byte[] source, int protocol, int port) {
        ReturnMessages.removeRule(out, source, protocol, port);
        return this;
    }

    /// Removes a route.
    public RouteRequest remove(Route route) {
        RouteMessages.remove(out, route);
        return this;
    }
}
