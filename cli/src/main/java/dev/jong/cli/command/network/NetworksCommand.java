package dev.jong.cli.command.network;

import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.Filters;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.Pairs;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageFilter;
import dev.jong.service.network.InspectNetwork;
import dev.jong.service.network.ListNetworks;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;

/// `jong network ls`.
public final class NetworksCommand implements Command {
    private static final List<String> KEYS =
            List.of("dangling", "driver", "id", "label", "name", "scope", "type");
    private static final List<String> SCOPES = List.of("local", "global", "swarm");
    private static final List<String> TYPES = List.of("custom", "builtin");
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("ID", "NETWORK ID"),
                    Column.of("Name", "NAME"),
                    Column.of("Driver", "DRIVER"),
                    Column.of("Scope", "SCOPE"),
                    Column.onRequest("CreatedAt", "CREATED AT"),
                    Column.onRequest("IPv4", "IPV4"),
                    Column.onRequest("IPv6", "IPV6"),
                    Column.onRequest("Internal", "INTERNAL"),
                    Column.onRequest("Labels", "LABELS"));

    private final ListNetworks listing;

    /// @param listing the use case
    public NetworksCommand(ListNetworks listing) {
        this.listing = listing;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<NetworkRecord> networks = listing.list(conditions(Filters.of(line, KEYS)));
        boolean whole = line.flag("no-trunc");
        if (line.flag("quiet") && line.text("format").isEmpty()) {
            networks.forEach(network -> front.out(id(network, whole) + "\n"));
            return 0;
        }
        List<Json.Obj> rows = networks.stream().map(network -> row(network, whole)).toList();
        front.out(new ListFormat(COLUMNS).print(rows, line.text("format")));
        return 0;
    }

    private static ListNetworks.Conditions conditions(Filters filters) {
        List<ImageFilter.Label> labels = new ArrayList<>();
        for (OptionValue value : filters.of("label")) {
            labels.add(ImageFilter.Label.parse(value.text(), true));
        }
        return new ListNetworks.Conditions(
                filters.flag("dangling"),
                filters.texts("driver"),
                filters.texts("id"),
                labels,
                filters.texts("name"),
                known(filters, "scope", SCOPES),
                known(filters, "type", TYPES));
    }

    /// What can never fit is a mistake that would otherwise show as an empty list.
    private static List<String> known(Filters filters, String key, List<String> words) {
        for (OptionValue value : filters.of(key)) {
            if (!words.contains(value.text())) {
                throw value.invalid("no such " + key, "use " + String.join(", ", words));
            }
        }
        return filters.texts(key);
    }

    private static String id(NetworkRecord network, boolean whole) {
        return whole ? network.id() : network.shortId();
    }

    private static Json.Obj row(NetworkRecord network, boolean whole) {
        return Json.object()
                .put("CreatedAt", InspectNetwork.created(network))
                .put("Driver", network.driver())
                .put("ID", id(network, whole))
                .put("IPv4", Boolean.toString(InspectNetwork.has(network, false)))
                .put("IPv6", Boolean.toString(InspectNetwork.has(network, true)))
                .put("Internal", Boolean.toString(network.internal()))
                .put("Labels", Pairs.of(network.labels()))
                .put("Name", network.name())
                .put("Scope", "local")
                .build();
    }
}
