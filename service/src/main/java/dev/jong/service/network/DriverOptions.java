package dev.jong.service.network;

import dev.jong.store.network.NetworkRecord;
import java.util.Map;

/// What the options of a network's driver mean, under the names that Docker and Podman know them by.
///
/// @param mtu bytes in a packet, 0 for the host's
/// @param talk whether its containers reach each other
/// @param masquerade whether they appear as the host outside
/// @param strict packets of containers must have addresses of the network
/// @param address of the host that ports are published on when nobody says one; empty for all
record DriverOptions(int mtu, boolean talk, boolean masquerade, boolean strict, String address) {
    private static final String BRIDGE = "com.docker.network.bridge.";

    static DriverOptions of(NetworkRecord network) {
        Map<String, String> options = network.options();
        if (options.isEmpty()) {
            return new DriverOptions(0, true, !network.internal(), false, "");
        }
        String mtu = options.getOrDefault("com.docker.network.driver.mtu", options.get("mtu"));
        return new DriverOptions(
                mtu == null ? 0 : Integer.parseInt(mtu),
                isOn(options.get(BRIDGE + "enable_icc"), true)
                        && !isOn(options.get("isolate-containers"), false),
                !network.internal() && isOn(options.get(BRIDGE + "enable_ip_masquerade"), true),
                isOn(options.get("strict"), false),
                options.getOrDefault(BRIDGE + "host_binding_ipv4", ""));
    }

    private static boolean isOn(@org.jspecify.annotations.Nullable String value, boolean absent) {
        return value == null ? absent : value.equals("true") || value.equals("1");
    }
}
