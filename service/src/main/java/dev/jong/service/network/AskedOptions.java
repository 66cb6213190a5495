package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.DeviceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of a driver as somebody asks for them: known ones, with values that make sense, so that who reads them later
/// need not look twice.
///
/// @param mtu of its devices; 0 for the usual one
/// @param device the bridge's name, or the host's device that a macvlan or ipvlan belongs to; empty when not said
record AskedOptions(int mtu, String device) {
    private static final String BRIDGE = "com.docker.network.bridge.";
    private static final String NAME = BRIDGE + "name";
    private static final String BINDING = BRIDGE + "host_binding_ipv4";
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final List<String> FLAGS =
            List.of(
                    BRIDGE + "enable_icc",
                    BRIDGE + "enable_ip_masquerade",
                    "isolate-containers",
                    "strict");
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65_535;

    /// Reads them.
    ///
    /// @param driver `bridge`, `macvlan` or `ipvlan`
    /// @throws JongException UNSUPPORTED for one that there is not, INVALID_ARGUMENT for a value that makes no sense
    static AskedOptions parse(String driver, Map<String, String> options) {
        boolean bridge = driver.equals("bridge");
        options.forEach((key, value) -> {
            boolean known = bridge ? isOfBridge(key, value) : isOfParent(driver, key, value);
            if (!known && !key.equals(MTU) && !key.equals("mtu")) {
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "the option \""
                                        + Text.printable(key)
                                        + "\" of driver "
                                        + driver
                                        + " is not supported")
                        .hint(
                                "there are "
                                        + MTU
                                        + (bridge
                                                ? ", "
                                                        + NAME
                                                        + ", "
                                                        + BINDING
                                                        + ", "
                                                        + String.join(", ", FLAGS)
                                                : ", parent, " + driver + "_mode"));
            }
        });
        return new AskedOptions(mtu(options), options.getOrDefault(bridge ? NAME : "parent", ""));
    }

    private static boolean isOfBridge(String key, String value) {
        if (FLAGS.contains(key)) {
            if (!List.of("true", "1", "false", "0").contains(value)) {
                throw invalid(key, value, "write true or false");
            }
            return true;
        }
        if (key.equals(BINDING)) {
            Optional<Address> address = Address.find(value);
            if (address.isEmpty() || address.get().version6()) {
                throw invalid(key, value, "give an IPv4 address of the host");
            }
            return true;
        }
        return key.equals(NAME) && isDevice(key, value);
    }

    private static boolean isOfParent(String driver, String key, String value) {
        if (key.equals("mode") || key.equals(driver + "_mode")) {
            List<String> known =
                    driver.equals("macvlan")
                            ? List.of("bridge", "private", "vepa", "passthru")
                            : List.of("l2", "l3", "l3s");
            if (!known.contains(value)) {
                throw invalid(key, value, "use " + String.join(", ", known));
            }
            return true;
        }
        if (driver.equals("ipvlan") && key.equals("ipvlan_flag")) {
            if (!List.of("bridge", "private", "vepa").contains(value)) {
                throw invalid(key, value, "use bridge, private, vepa");
            }
            return true;
        }
        return key.equals("parent") && isDevice(key, value);
    }

    private static boolean isDevice(String key, String value) {
        if (!DeviceName.isName(value)) {
            throw invalid(key, value, "use at most 15 letters, digits, _ . and -");
        }
        return true;
    }

    private static int mtu(Map<String, String> options) {
        String key = options.containsKey(MTU) ? MTU : "mtu";
        String text = options.getOrDefault(key, "0");
        int mtu = number(text);
        boolean usual = mtu == 0 && !options.containsKey(key);
        if (!usual && (mtu < LEAST_MTU || mtu > MOST_MTU)) {
            throw invalid(key, text, "give " + LEAST_MTU + " to " + MOST_MTU);
        }
        return mtu;
    }

    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 5) {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return text.isEmpty() ? -1 : value;
    }

    private static JongException invalid(String key, String value, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid value \"" + Text.printable(value) + "\" of the option " + key)
                .hint(hint);
    }
}
