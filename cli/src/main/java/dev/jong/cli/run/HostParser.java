package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.network.address.Address;
import dev.jong.service.container.RunOptions.Host;

/// Names of hosts: `--hostname`, `--domainname`, `--add-host`. They become lines of /etc/hosts, so nothing that
/// could begin another field or line gets through.
public final class HostParser {
    /// The kernel's limit for host and domain names (`__NEW_UTS_LEN`).
    private static final int LONGEST_OWN = 64;

    private static final int LONGEST = 253;

    private HostParser() {}

    /// The host or domain name of the container itself.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is longer than 64 bytes or holds anything
    ///     but letters, digits, `-`, `.` and `_`
    public static String ownName(OptionValue value) {
        if (value.text().length() > LONGEST_OWN) {
            throw value.invalid("longer than 64 characters", "use a shorter name");
        }
        if (!isName(value.text())) {
            throw value.invalid("invalid host name", "use letters, digits, - . and _");
        }
        return value.text();
    }

    /// `NAME:ADDRESS` or `NAME=ADDRESS`; an IPv6 address may stand in brackets.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the name is outside the grammar or the address
    ///     is neither an IP address nor `host-gateway`
    public static Host added(OptionValue value) {
        String text = value.text();
        int separator = text.indexOf('=');
        if (separator < 0) {
            separator = text.indexOf(':');
        }
        String hint = "write NAME:ADDRESS, such as db:10.0.0.5 or db:host-gateway";
        if (separator <= 0) {
            throw value.invalid("bad format for add-host", hint);
        }
        String name = text.substring(0, separator);
        if (!isName(name)) {
            throw value.invalid("invalid host name in add-host", "use letters, digits, - . and _");
        }
        String address = text.substring(separator + 1);
        if (address.length() > 2 && address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (!address.equals("host-gateway") && Address.find(address).isEmpty()) {
            throw value.invalid("invalid IP address in add-host", hint);
        }
        return new Host(name, address);
    }

    /// The option form of an added host.
    public static String print(Host host) {
        return host.name() + ":" + host.address();
    }

    static boolean isName(String name) {
        return name.length() <= LONGEST
                && Chars.areLettersDigitsOr("-._", name)
                && name.charAt(0) != '-'
                && name.charAt(0) != '.';
    }
}
