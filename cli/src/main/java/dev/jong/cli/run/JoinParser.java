package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.store.network.NetworkName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One value of `--network` that names a network: `NAME`, `cni:NAME`, `NAME:ip=...,alias=...`, or `name=NAME,alias=...`; and the same
/// wishes as options of `network connect`.
public final class JoinParser {
    /// The word for the network that containers have when nobody names one.
    static final String DEFAULT = "default";

    private static final String HINT =
            "use alias, ip, ip6, mac-address, interface-name, driver-opt and gw-priority";

    private JoinParser() {}

    /// @param count how many networks are named
    static JoinDraft parse(OptionValue value, int count) {
        String text = value.text();
        int begin = text.startsWith(NetworkName.CNI) ? NetworkName.CNI.length() : 0;
        int colon = text.indexOf(':', begin);
        int equals = text.indexOf('=');
        if (colon >= 0 && (equals < 0 || colon < equals)) {
            JoinDraft draft = named(value, text.substring(0, colon), count);
            for (String field : fields(value, text.substring(colon + 1))) {
                set(value, draft, field);
            }
            return draft;
        }
        if (equals < 0) {
            return named(value, text, count);
        }
        List<String> fields = fields(value, text);
        String name = "";
        for (String field : fields) {
            name = field.startsWith("name=") ? field.substring("name=".length()) : name;
        }
        if (name.isEmpty()) {
            throw value.invalid("no network is named", "begin with name=NAME");
        }
        JoinDraft draft = named(value, name, count);
        for (String field : fields) {
            if (!field.startsWith("name=")) {
                set(value, draft, field);
            }
        }
        return draft;
    }

    /// The words that name no network of the store.
    private static JoinDraft named(OptionValue value, String name, int count) {
        JoinDraft draft = new JoinDraft(value, name);
        if (name.equals(DEFAULT)
                || name.startsWith(NetworkName.CNI)
                || name.equals(NetworkName.BRIDGE)
                || !new NetworkName(name).isReserved()) {
            return draft;
        }
        boolean known = name.equals("none") || name.equals("host") || name.equals("container");
        if (known && count > 1) {
            throw value.invalid(
                    "none, host and container:NAME exclude other networks", "give it alone");
        }
        throw value.unsupported("use host, none, container:NAME or the name of a network");
    }

    private static List<String> fields(OptionValue value, String text) {
        return CsvFields.split(text)
                .orElseThrow(() ->
                        value.invalid("quotes that do not match", "write KEY=VALUE,KEY=VALUE"));
    }

    private static void set(OptionValue value, JoinDraft draft, String field) {
        int equals = field.indexOf('=');
        String key = equals < 0 ? field : field.substring(0, equals);
        String text = equals < 0 ? "" : field.substring(equals + 1);
        switch (key) {
            case "alias" -> draft.alias(value, text);
            case "ip" -> {
                if (text.indexOf(':') < 0) {
                    draft.address(value, text);
                } else {
                    draft.address6(value, text);
                }
            }
            case "ip6" -> draft.address6(value, text);
            case "mac", "mac-address" -> draft.hardware(value, text);
            case "interface_name", "interface-name" -> draft.device(value, text);
            case "driver-opt" -> draft.option(value, text);
            case "gw-priority" -> draft.priority(value, text);
            default -> throw value.invalid("unknown field " + Quoted.of(key), HINT);
        }
    }

    /// The wishes of `network connect`.
    ///
    /// @throws JongException INVALID_ARGUMENT when a value is malformed
    public static Join ofConnect(ParsedCommand command, String network) {
        JoinDraft draft = new JoinDraft(OptionValue.of("network", network), network);
        add(command, draft);
        for (OptionValue value : command.all("alias")) {
            draft.alias(value, value.text());
        }
        for (OptionValue value : command.all("driver-opt")) {
            draft.option(value, value.text());
        }
        command.value("gw-priority").ifPresent(value -> draft.priority(value, value.text()));
        return draft.join();
    }

    /// The options that say of one network what its own fields could say.
    static void add(ParsedCommand command, JoinDraft draft) {
        List<OptionValue> aliases = command.all("network-alias");
        if (draft.hasAliases() && !aliases.isEmpty()) {
            throw twice(command, "--network-alias");
        }
        for (int i = 0; i < aliases.size(); i++) {
            draft.alias(aliases.get(i), aliases.get(i).text());
        }
        Optional<OptionValue> address = single(command, "ip", draft.hasAddress());
        if (address.isPresent()) {
            draft.address(address.get(), address.get().text());
        }
        Optional<OptionValue> address6 = single(command, "ip6", draft.hasAddress6());
        if (address6.isPresent()) {
            draft.address6(address6.get(), address6.get().text());
        }
        Optional<OptionValue> hardware = single(command, "mac-address", draft.hasHardware());
        if (hardware.isPresent()) {
            draft.hardware(hardware.get(), hardware.get().text());
        }
    }

    private static Optional<OptionValue> single(
            ParsedCommand command, String option, boolean known) {
        Optional<OptionValue> given = command.value(option);
        if (known && given.isPresent()) {
            throw twice(command, "--" + option);
        }
        return given;
    }

    private static JongException twice(ParsedCommand command, String option) {
        return command.conflict(option + " and the same in --network", "leave one of them out");
    }

    /// `--link NAME[:ALIAS]`; without an alias, the name is one.
    ///
    /// @throws JongException INVALID_ARGUMENT when a name is malformed
    public static List<Link> links(List<OptionValue> values) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String text = values.get(i).text();
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            String alias = colon < 0 ? text : text.substring(colon + 1);
            if (!HostParser.isName(name) || !HostParser.isName(alias)) {
                throw values.get(i)
                        .invalid(
                                "invalid link",
                                "write NAME or NAME:ALIAS, of letters, digits, - . and _");
            }
            links.add(new Link(name, alias));
        }
        return links;
    }
}
