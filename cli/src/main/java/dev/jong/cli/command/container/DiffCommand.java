package dev.jong.cli.command.container;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PrintedJson;
import dev.jong.service.container.Front;
import dev.jong.service.copy.DiffContainer;
import dev.jong.store.snapshot.LayerChanges;
import dev.jong.store.snapshot.LayerChanges.Kind;
import java.util.ArrayList;
import java.util.List;

/// `jong diff`.
public final class DiffCommand implements Command {
    private final DiffContainer comparing;

    public DiffCommand(DiffContainer comparing) {
        this.comparing = comparing;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String format = line.text("format");
        if (!format.isEmpty() && !format.equals("json")) {
            throw line.unknown("format", "json");
        }
        List<LayerChanges.Change> changes = comparing.run(line.arguments().getFirst());
        front.out(format.isEmpty() ? lines(changes) : json(changes));
        return 0;
    }

    private static String lines(List<LayerChanges.Change> changes) {
        StringBuilder out = new StringBuilder();
        for (LayerChanges.Change change : changes) {
            out.append(letter(change.kind())).append(" /");
            out.append(Text.printable(change.path())).append('\n');
        }
        return out.toString();
    }

    private static char letter(Kind kind) {
        return switch (kind) {
            case CHANGED -> 'C';
            case ADDED -> 'A';
            case DELETED -> 'D';
        };
    }

    /// Podman's document: a list for each kind that there is.
    private static String json(List<LayerChanges.Change> changes) {
        Json.ObjectBuilder out = Json.object();
        for (Kind kind : Kind.values()) {
            List<String> paths = new ArrayList<>();
            for (LayerChanges.Change change : changes) {
                if (change.kind() == kind) {
                    paths.add("/" + change.path());
                }
            }
            if (!paths.isEmpty()) {
                out.put(kind.name().toLowerCase(java.util.Locale.ROOT), Json.of(paths));
            }
        }
        return PrintedJson.pretty(out.build()) + "\n";
    }
}
