package dev.jong.cli.command.network;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.command.system.Confirmation;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.service.container.Front;
import dev.jong.service.network.InspectNetwork;
import dev.jong.service.network.ListNetworks;
import dev.jong.service.network.RemoveNetworks;
import dev.jong.service.network.UpdateNetwork;
import dev.jong.service.space.PruneFilters;
import dev.jong.store.network.NetworkRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `jong network inspect`, `exists`, `rm`, `prune` and `update`.
public final class NetworkCommands {
    private final ListNetworks listing;
    private final InspectNetwork inspecting;
    private final RemoveNetworks removing;
    private final UpdateNetwork updating;
    private final InstantSource clock;

    /// @param listing and the others: the use cases
    public NetworkCommands(
            ListNetworks listing,
            InspectNetwork inspecting,
            RemoveNetworks removing,
            UpdateNetwork updating,
            InstantSource clock) {
        this.listing = listing;
        this.inspecting = inspecting;
        this.removing = removing;
        this.updating = updating;
        this.clock = clock;
    }

    /// `network inspect NETWORK...`.
    public int inspect(ParsedCommand line, Front front) {
        List<Json> objects = new ArrayList<>();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                objects.add(inspecting.inspect(name));
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        front.out(ObjectFormat.print(objects, line.text("format")));
        return code;
    }

    /// `network exists NETWORK`: 0 or 1.
    public int exists(ParsedCommand line, Front front) {
        String text = line.arguments().getFirst();
        for (NetworkRecord network : listing.list(ListNetworks.Conditions.NONE)) {
            boolean begins = !text.isEmpty() && network.id().startsWith(text);
            if (begins || network.name().equals(text)) {
                return 0;
            }
        }
        return 1;
    }

    /// `network rm [-f] NETWORK...`: prints what is gone.
    public int remove(ParsedCommand line, Front front) {
        int code = 0;
        for (String name : line.arguments()) {
            try {
                removing.remove(name, line.flag("force"), front);
                front.out(name + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }

    /// `network prune`.
    public int prune(ParsedCommand line, Front front) {
        List<String> filters = new ArrayList<>();
        line.all("filter").forEach(filter -> filters.add(filter.text()));
        PruneFilters parsed = PruneFilters.parse(filters, clock);
        String warning =
                "This will remove all custom networks not used by at least one container.\n";
        if (!Confirmation.given(line, front, warning)) {
            return 0;
        }
        List<String> deleted = removing.prune(parsed, front);
        if (!deleted.isEmpty()) {
            front.out("Deleted Networks:\n" + String.join("\n", deleted) + "\n\n");
        }
        return 0;
    }

    /// `network update NETWORK`: prints its name.
    public int update(ParsedCommand line, Front front) {
        List<String> added = CreateNetworkCommand.addresses(line, "dns-add");
        List<String> dropped = CreateNetworkCommand.addresses(line, "dns-drop");
        String name = line.arguments().getFirst();
        front.out(updating.servers(name, added, dropped).name() + "\n");
        return 0;
    }
}
