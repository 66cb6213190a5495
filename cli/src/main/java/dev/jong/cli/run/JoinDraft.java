package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.network.address.Address;
import dev.jong.network.address.DeviceName;
import dev.jong.network.address.HardwareAddress;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.store.network.NetworkName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One network to be connected to, while its wishes are gathered. Names end up in files of containers, so nothing that could
/// begin another field or line gets through (N11).
final class JoinDraft {
    private static final String DEVICE_OPTION = "com.docker.network.endpoint.ifname";

    private final String network;
    private final List<String> aliases = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private Optional<String> address = Optional.empty();
    private Optional<String> address6 = Optional.empty();
    private Optional<String> hardware = Optional.empty();
    private Optional<String> device = Optional.empty();
    private int priority;

    /// @param value where it comes from
    JoinDraft(OptionValue value, String network) {
        String name =
                network.startsWith(NetworkName.CNI)
                        ? network.substring(NetworkName.CNI.length())
                        : network;
        if (!NetworkName.isName(name)) {
            throw value.invalid(
                    "no name of a network in " + Quoted.of(value.text()),
                    "begin with a letter or digit; then letters, digits, _ . and -");
        }
        this.network = network;
    }

    Join join() {
        return new Join(network, aliases, address, address6, hardware, device, options, priority);
    }

    void alias(OptionValue value, String text) {
        if (!HostParser.isName(text)) {
            throw value.invalid(
                    "invalid alias " + Quoted.of(text), "use letters, digits, - . and _");
        }
        if (!aliases.contains(text)) {
            aliases.add(text);
        }
    }

    void address(OptionValue value, String text) {
        address = Optional.of(address(value, text, false));
    }

    void address6(OptionValue value, String text) {
        address6 = Optional.of(address(value, text, true));
    }

    private static String address(OptionValue value, String text, boolean version6) {
        Optional<Address> found = Address.find(text);
        boolean fits =
                found.isPresent()
                        && found.get().version6() == version6
                        && !found.get().isUnspecified()
                        && !found.get().isLoopback()
                        && !found.get().isMulticast();
        if (!fits) {
            throw value.invalid(
                    "no " + (version6 ? "IPv6" : "IPv4") + " address of a container",
                    "give one of the network's subnet, such as "
                            + (version6 ? "fd00::5" : "172.18.0.5"));
        }
        return found.get().toString();
    }

    void hardware(OptionValue value, String text) {
        try {
            hardware = Optional.of(HardwareAddress.parse(text).toString());
        } catch (JongException e) {
            throw value.invalid(e.text(), e.hint());
        }
    }

    void device(OptionValue value, String text) {
        if (!DeviceName.isName(text) || text.equals("lo")) {
            throw value.invalid(
                    "no name of a device: " + Quoted.of(text),
                    "use at most 15 letters, digits, _ . and -");
        }
        device = Optional.of(text);
    }

    void option(OptionValue value, String text) {
        if (!text.startsWith(DEVICE_OPTION + "=")) {
            throw value.unsupported("the option there is is " + DEVICE_OPTION + "=NAME");
        }
        device(value, text.substring(DEVICE_OPTION.length() + 1));
    }

    void priority(OptionValue value, String text) {
        try {
            priority = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw value.invalid(
                    "no number", "the network with the highest gives the default route");
        }
    }

    boolean hasAliases() {
        return !aliases.isEmpty();
    }

    boolean hasAddress() {
        return address.isPresent();
    }

    boolean hasAddress6() {
        return address6.isPresent();
    }

    boolean hasHardware() {
        return hardware.isPresent();
    }
}
