package dev.jong.runtime.device;

import java.util.List;

/// The devices that every container has.
public final class DefaultDevices {
    private static final int EVERY_ACCESS = DeviceRule.READ | DeviceRule.WRITE | DeviceRule.MAKE;
    private static final int MEMORY = 1; // major numbers
    private static final int TERMINAL = 5;
    private static final int FIRST_PTS = 136;

    private static final List<Node> NODES =
            List.of(
                    new Node("null", MEMORY, 3),
                    new Node("zero", MEMORY, 5),
                    new Node("full", MEMORY, 7),
                    new Node("random", MEMORY, 8),
                    new Node("urandom", MEMORY, 9),
                    new Node("tty", TERMINAL, 0));

    /// Making is allowed for these numbers only, as the launcher itself makes the nodes from inside the cgroup. A
    /// container with CAP_MKNOD gains nothing by it: it has them already.
    private static final List<DeviceRule> RULES =
            List.of(
                    rule(MEMORY, 3),
                    rule(MEMORY, 5),
                    rule(MEMORY, 7),
                    rule(MEMORY, 8),
                    rule(MEMORY, 9),
                    rule(TERMINAL, 0),
                    rule(TERMINAL, 1), // console: the container's own terminal is mounted there
                    rule(TERMINAL, 2), // ptmx, of the container's own devpts
                    rule(FIRST_PTS, DeviceRule.ANY));

    private DefaultDevices() {}

    /// A character device below `/dev`, mode 0666, owned by root.
    public record Node(String name, int major, int minor) {}

    /// The nodes to make or to bind: null, zero, full, random, urandom, tty. `ptmx` is a link into the container's
    /// devpts, `console` a mount of its terminal.
    public static List<Node> nodes() {
        return NODES;
    }

    /// The rules for these nodes and for console, ptmx and the terminals of devpts.
    public static List<DeviceRule> rules() {
        return RULES;
    }

    private static DeviceRule rule(int major, int minor) {
        return new DeviceRule(DeviceRule.Type.CHARACTER, major, minor, EVERY_ACCESS);
    }
}
