package dev.jong.runtime.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What connects a container's own network with others: messages to the kernel and what else a front does for it. Made
/// by those who know networks; a plan only says when each is due.
///
/// @param held ports of the host that nobody else gets while the container lives
/// @param links sent in the host's namespace: the devices, which come to lie in the container's
/// @param inside sent in the container's: its addresses and routes
/// @param rules sent in the host's, when all of that is done
/// @param undo sent in the host's at the end, whatever fails
/// @param claims files that say what the container has of this host: removed at the end, last of all
/// @param helper connects it instead of devices, for a front without rights on the host's network
/// @param elsewhere whose network stands for the host's, where a front that goes there could not come back: then the child
///     does all of this, and there is nothing to hold or undo
/// @param made a network that programs of the host have connected before: the child goes there, and there are neither links
///     nor anything to set inside
public record Wires(
        List<Held> held,
        List<Ask> links,
        List<Ask> inside,
        List<Ask> rules,
        List<Ask> undo,
        List<Claim> claims,
        Helper helper,
        Optional<Elsewhere> elsewhere,
        Optional<Made> made) {
    /// The file in the container's folder that gets what a helper has to say.
    public static final String SAID = "network.log";

    /// Only a loopback device.
    public static final Wires NONE = helped(Helper.NONE, List.of());

    /// Of a network that is made by the launch.
    public Wires(
            List<Held> held,
            List<Ask> links,
            List<Ask> inside,
            List<Ask> rules,
            List<Ask> undo,
            List<Claim> claims,
            Helper helper,
            Optional<Elsewhere> elsewhere) {
        this(held, links, inside, rules, undo, claims, helper, elsewhere, Optional.empty());
    }

    public Wires {
        held = List.copyOf(held);
        links = List.copyOf(links);
        inside = List.copyOf(inside);
        rules = List.copyOf(rules);
        undo = List.copyOf(undo);
        claims = List.copyOf(claims);
    }

    /// A program connects it.
    public static Wires helped(Helper helper, List<Claim> claims) {
        return new Wires(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                claims,
                helper,
                Optional.empty());
    }

    /// A network that was made and connected by others.
    public static Wires made(List<Held> held, List<Claim> claims, Made made) {
        return new Wires(
                held,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                claims,
                Helper.NONE,
                Optional.empty(),
                Optional.of(made));
    }

    /// A program that connects a network.
    ///
    /// @param command arguments, the first is its absolute path; empty when it runs already. It finds the network as
    ///     standard input, says on standard output that it is ready, and ends with the container
    /// @param publishes whether it has ports of the host then, which the next container may want
    /// @param requests what it is asked for when it is ready
    public record Helper(List<String> command, boolean publishes, List<Request> requests) {
        /// Nothing connects it.
        public static final Helper NONE = new Helper(List.of(), false, List.of());

        public Helper {
            command = List.copyOf(command);
            requests = List.copyOf(requests);
        }

        /// Whether there is nothing to be done.
        public boolean isNone() {
            return command.isEmpty() && requests.isEmpty();
        }
    }

    /// Something that a program is asked for that listens on a socket. It answers briefly when that is done, at length when
    /// it is not, and closes the connection.
    ///
    /// @param socket path of its stream socket
    /// @param text ASCII
    public record Request(String why, String socket, String text) {}

    /// A network that is there before the launch.
    ///
    /// @param path where its namespace is mounted; unmounted at the end
    /// @param ends run one after the other before that, whatever they say
    public record Made(String path, List<Call> ends) {
        public Made {
            ends = List.copyOf(ends);
        }
    }

    /// A program of the host that the front runs to its end.
    ///
    /// @param command absolute path and arguments
    /// @param environment all of it, `KEY=VALUE` each
    /// @param input file that is its standard input
    public record Call(String why, List<String> command, List<String> environment, String input) {
        public Call {
            command = List.copyOf(command);
            environment = List.copyOf(environment);
        }
    }

    /// A process in whose network namespace devices of containers have their other ends.
    ///
    /// @param startTime clock ticks since boot, field 22 of `/proc/PID/stat`
    public record Elsewhere(long pid, long startTime) {}

    /// Whether the network has loopback only.
    public boolean isEmpty() {
        return inside.isEmpty() && helper.isNone() && made.isEmpty();
    }

    /// A message over netlink.
    ///
    /// @param why as for an operation
    /// @param family of the netlink socket
    /// @param bytes sent as one
    /// @param slots where the descriptor of the container's network namespace is put before
    /// @param replies how many acknowledgements come
    public record Ask(String why, int family, byte[] bytes, List<Integer> slots, int replies) {
        public Ask {
            slots = List.copyOf(slots);
        }
    }

    /// A port of the host. What comes in goes by the firewall's rules, which are asked before any socket.
    ///
    /// @param family AF_INET or AF_INET6
    /// @param type SOCK_STREAM or SOCK_DGRAM, or'd with SOCK_CLOEXEC
    /// @param protocol 0 for the usual one of the type
    /// @param address `struct sockaddr_in` or `sockaddr_in6`
    /// @param listens may take over a port whose last connections are fading; nobody answers there
    public record Held(
            String why, int family, int type, int protocol, byte[] address, boolean listens) {}

    /// A file to be removed.
    ///
    /// @param path with the byte that ends it
    /// @param shown as printed
    public record Claim(byte[] path, String shown) {}

    /// All that differs between two containers which are connected to the same networks in the same way, in an order of
    /// its own.
    public List<byte[]> blocks() {
        List<byte[]> all = new ArrayList<>();
        held.forEach(one -> all.add(one.address()));
        for (List<Ask> asks : List.of(links, inside, rules, undo)) {
            asks.forEach(ask -> all.add(ask.bytes()));
        }
        claims.forEach(claim -> all.add(claim.path()));
        return all;
    }

    /// Whether a plan for these serves others too, when what differs is put into its bytes.
    public boolean isLike(Wires other) {
        List<byte[]> ours = blocks();
        List<byte[]> theirs = other.blocks();
        boolean like =
                ours.size() == theirs.size()
                        && helper.equals(other.helper)
                        && elsewhere.equals(other.elsewhere)
                        && made.isEmpty()
                        && other.made.isEmpty()
                        && held.size() == other.held.size()
                        && links.size() == other.links.size()
                        && inside.size() == other.inside.size()
                        && rules.size() == other.rules.size()
                        && undo.size() == other.undo.size();
        for (int i = 0; like && i < ours.size(); i++) {
            like = ours.get(i).length == theirs.get(i).length;
        }
        return like;
    }
}
