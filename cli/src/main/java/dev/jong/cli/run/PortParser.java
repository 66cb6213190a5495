package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.network.address.Address;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `--publish [ADDRESS:][PORT[-PORT]:]PORT[-PORT][/PROTOCOL]` and `--expose PORT[-PORT][/PROTOCOL]`. An IPv6 address stands
/// in brackets.
public final class PortParser {
    private static final int LAST = 65_535;
    private static final String HINT =
            "write [ADDRESS:][HOST-PORT:]PORT[/tcp|udp|sctp], such as 8080:80 or 127.0.0.1:53:53/udp";

    private PortParser() {}

    /// Ports to be published. Two ranges of the same length mean one to one; a range of the host with one port of the
    /// container means any of the range.
    ///
    /// @throws JongException INVALID_ARGUMENT when one is malformed
    public static List<Publish> published(List<OptionValue> values) {
        List<Publish> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            published(values.get(i), all);
        }
        return all;
    }

    /// Ports that the container says it serves.
    static List<Port> exposed(List<OptionValue> values) {
        List<Port> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String text = values.get(i).text();
            Range range = range(values.get(i), withoutProtocol(text));
            for (int port = range.first; port <= range.last; port++) {
                all.add(new Port(port, protocol(values.get(i))));
            }
        }
        return all;
    }

    /// @param first 0 for any port that is free
    private record Range(int first, int last) {
        int size() {
            return last - first + 1;
        }
    }

    private static void published(OptionValue value, List<Publish> all) {
        String protocol = protocol(value);
        String text = withoutProtocol(value.text());
        String address = "";
        if (text.startsWith("[")) {
            int end = text.indexOf("]:");
            address = end < 0 ? text : text.substring(1, end);
            text = end < 0 ? "" : text.substring(end + 2);
        }
        List<String> parts = Split.at(':', text);
        if (parts.size() > (address.isEmpty() ? 3 : 2)) {
            throw value.invalid(
                    "too many colons", "an IPv6 address stands in brackets: [::1]:80:80");
        }
        if (parts.size() == 3) {
            address = parts.removeFirst();
        }
        Range inside = range(value, parts.getLast());
        String host = parts.size() == 1 ? "" : parts.getFirst();
        boolean any = host.isEmpty() || host.equals("0");
        Range outside = any ? new Range(0, 0) : range(value, host);
        if (!any && inside.size() > 1 && outside.size() != inside.size()) {
            throw value.invalid(
                    "the ranges differ in length",
                    "give as many ports of the host as of the container");
        }
        String checked = address(value, address);
        for (int i = 0; i < inside.size(); i++) {
            boolean one = inside.size() > 1;
            int first = any ? 0 : one ? outside.first + i : outside.first;
            int last = any ? 0 : one ? outside.first + i : outside.last;
            all.add(new Publish(checked, first, last, new Port(inside.first + i, protocol)));
        }
    }

    /// As it is usually written; empty when none was given.
    private static String address(OptionValue value, String text) {
        if (text.isEmpty()) {
            return "";
        }
        Optional<Address> address = Address.find(text);
        boolean bracketed = value.text().startsWith("[");
        if (address.isEmpty() || address.get().version6() != bracketed) {
            throw value.invalid("invalid IP address " + Quoted.of(text), HINT);
        }
        return address.get().toString();
    }

    private static Range range(OptionValue value, String text) {
        int dash = text.indexOf('-');
        int first = port(value, dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : port(value, text.substring(dash + 1));
        if (last < first) {
            throw value.invalid("the range " + Quoted.of(text) + " ends before it begins", HINT);
        }
        return new Range(first, last);
    }

    private static int port(OptionValue value, String text) {
        boolean number = Chars.areDigits(text) && text.length() <= 5;
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > LAST) {
            throw value.invalid(
                    text.isEmpty()
                            ? "a port is missing"
                            : Quoted.of(text) + " is no port (1 to 65535)",
                    HINT);
        }
        return port;
    }

    private static String withoutProtocol(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static String protocol(OptionValue value) {
        int slash = value.text().lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : Chars.lower(value.text().substring(slash + 1));
        return switch (protocol) {
            case "tcp", "udp", "sctp" -> protocol;
            default -> throw value.invalid("no such protocol " + Quoted.of(protocol), HINT);
        };
    }
}
