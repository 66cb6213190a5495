package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.network.address.Address;
import java.util.ArrayList;
import java.util.List;

/// `--dns`, `--dns-search` and `--dns-option`: words of /etc/resolv.conf, one each.
public final class DnsParser {
    private DnsParser() {}

    /// Addresses of servers.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for what is none
    public static List<String> servers(List<OptionValue> values) {
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (Address.find(values.get(i).text()).isEmpty()) {
                throw values.get(i).invalid("not an IP address", "use an address such as 1.1.1.1");
            }
            servers.add(values.get(i).text());
        }
        return servers;
    }

    /// Search domains; a single dot stands for none at all and is passed on.
    public static List<String> domains(List<OptionValue> values) {
        List<String> domains = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String domain = values.get(i).text();
            if (!domain.equals(".") && (!HostParser.isName(domain) || domain.contains(".."))) {
                throw values.get(i)
                        .invalid("not a valid domain", "use a domain such as example.org");
            }
            domains.add(domain);
        }
        return domains;
    }

    /// Options of the resolver.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for what is no word
    public static List<String> options(List<OptionValue> values) {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!Chars.areLettersDigitsOr(":-_.", values.get(i).text())) {
                throw values.get(i)
                        .invalid("not an option of resolv.conf", "use an option such as ndots:2");
            }
            options.add(values.get(i).text());
        }
        return options;
    }
}
