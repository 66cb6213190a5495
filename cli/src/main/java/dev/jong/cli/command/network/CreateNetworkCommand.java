package dev.jong.cli.command.network;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.LabelParser;
import dev.jong.network.address.Address;
import dev.jong.service.container.Front;
import dev.jong.service.network.CreateNetwork;
import dev.jong.service.network.NetworkWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `jong network create`: prints the id.
public final class CreateNetworkCommand implements Command {
    private final CreateNetwork creating;

    /// @param creating the use case
    public CreateNetworkCommand(CreateNetwork creating) {
        this.creating = creating;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        front.out(creating.create(wish(line)).id() + "\n");
        return 0;
    }

    private static NetworkWish wish(ParsedCommand line) {
        String manager = line.text("ipam-driver");
        if (!manager.isEmpty() && !manager.equals("default") && !manager.equals("host-local")) {
            throw line.value("ipam-driver")
                    .orElseThrow()
                    .unsupported("leave it out: Jong gives out addresses by itself");
        }
        String driver = line.text("driver");
        return new NetworkWish(
                line.arguments().getFirst(),
                driver.isEmpty() ? "bridge" : driver,
                line.text("interface-name"),
                line.flag("internal"),
                line.flag("ignore"),
                new NetworkWish.Addresses(
                        line.flag("ipv4", true),
                        line.flag("ipv6"),
                        texts(line, "subnet"),
                        addresses(line, "gateway"),
                        texts(line, "ip-range"),
                        reserved(line)),
                !line.flag("disable-dns"),
                addresses(line, "dns"),
                pairs(line, "opt"),
                pairs(line, "label"),
                line.flag("attachable"),
                pairs(line, "ipam-opt"),
                texts(line, "route"));
    }

    private static Map<String, String> reserved(ParsedCommand line) {
        for (OptionValue value : line.all("aux-address")) {
            String text = value.text();
            int equals = text.indexOf('=');
            if (equals < 1 || Address.find(text.substring(equals + 1)).isEmpty()) {
                throw value.invalid("no address with a name", "write NAME=ADDRESS");
            }
        }
        return pairs(line, "aux-address");
    }

    private static Map<String, String> pairs(ParsedCommand line, String option) {
        return LabelParser.pairs(line.all(option), "write KEY=VALUE");
    }

    private static List<String> texts(ParsedCommand line, String option) {
        List<String> all = new ArrayList<>();
        for (OptionValue value : line.all(option)) {
            if (!value.text().isEmpty()) {
                all.add(value.text());
            }
        }
        return all;
    }

    /// Each value may hold several, with commas.
    static List<String> addresses(ParsedCommand line, String option) {
        List<String> all = new ArrayList<>();
        for (OptionValue value : line.all(option)) {
            for (String text : value.text().split(",", -1)) {
                if (Address.find(text).isEmpty()) {
                    throw value.invalid("no IP address", "give one, such as 10.20.0.1");
                }
                all.add(text);
            }
        }
        return all;
    }
}
