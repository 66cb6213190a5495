package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.Width;
import dev.jong.oci.Platform;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageWaste;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `jong image waste`: the biggest files that nobody sees, and what they come to.
public final class WasteCommand implements Command {
    private static final int LIMIT = 20;
    private static final int PATH_WIDTH = 60;
    private static final int RECIPE_WIDTH = 45;
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("Size", "WASTED"),
                    Column.of("Path", "PATH"),
                    Column.of("Layer", "LAYER"),
                    Column.of("By", "BY"),
                    Column.of("How", "HOW"),
                    Column.of("CreatedBy", "RECIPE"),
                    Column.onRequest("Bytes", "BYTES"));

    private final ImageWaste waste;

    public WasteCommand(ImageWaste waste) {
        this.waste = waste;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        int limit = limit(line);
        String format = line.text("format");
        ImageWaste.Report report =
                waste.run(
                        line.arguments().getFirst(),
                        line.value("platform").map(value -> Platform.parse(value.text())));
        List<ImageWaste.Wasted> files =
                limit == 0 || report.files().size() <= limit
                        ? report.files()
                        : report.files().subList(0, limit);
        if (format.equals("json")) {
            front.out(PrintedJson.pretty(json(report, files)) + "\n");
            return 0;
        }
        boolean whole = line.flag("no-trunc");
        List<Json.Obj> rows = new ArrayList<>();
        files.forEach(file -> rows.add(row(file, report, whole)));
        if (!rows.isEmpty() || !format.isEmpty()) {
            front.out(new ListFormat(COLUMNS).print(rows, format));
        }
        if (format.isEmpty()) {
            front.out(summary(report, files.size()));
        }
        return 0;
    }

    private static int limit(ParsedCommand line) {
        String text = line.text("limit");
        try {
            return text.isEmpty() ? LIMIT : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid argument \""
                                    + Text.printable(text)
                                    + "\" for --limit: not a number")
                    .causedBy(e);
        }
    }

    private static Json.Obj row(ImageWaste.Wasted file, ImageWaste.Report report, boolean whole) {
        String path = Text.printable(file.path());
        String recipe =
                Text.printable(report.layers().get(file.by() - 1).recipe().replace('\t', ' '));
        return Json.object()
                .put("Size", HumanSize.of(file.bytes()))
                .put("Path", whole ? path : Width.cut(path, PATH_WIDTH))
                .put("Layer", Integer.toString(file.layer()))
                .put("By", Integer.toString(file.by()))
                .put("How", how(file))
                .put("CreatedBy", whole ? recipe : Width.cut(recipe, RECIPE_WIDTH))
                .put("Bytes", Long.toString(file.bytes()))
                .build();
    }

    private static String how(ImageWaste.Wasted file) {
        return file.how().name().toLowerCase(Locale.ROOT);
    }

    private static String summary(ImageWaste.Report report, int shown) {
        StringBuilder out = new StringBuilder();
        if (report.files().size() > shown) {
            out.append("and ")
                    .append(report.files().size() - shown)
                    .append(" more files; --limit 0 shows all\n");
        }
        return out.append("Total wasted: ")
                .append(HumanSize.of(report.wasted()))
                .append(" of ")
                .append(HumanSize.of(report.bytes()))
                .append(" (")
                .append(percent(report))
                .append("%)\n")
                .toString();
    }

    /// With one digit behind the point.
    private static String percent(ImageWaste.Report report) {
        long tenths =
                report.bytes() == 0 ? 0 : Math.round(1000.0 * report.wasted() / report.bytes());
        return tenths / 10 + "." + tenths % 10;
    }

    private static Json json(ImageWaste.Report report, List<ImageWaste.Wasted> files) {
        List<Json> layers = new ArrayList<>();
        for (ImageWaste.LayerUse layer : report.layers()) {
            layers.add(
                    Json.object()
                            .put("Layer", layer.number())
                            .put("DiffID", layer.diffId().toString())
                            .put("CreatedBy", layer.recipe())
                            .put("Bytes", layer.bytes())
                            .put("Wasted", layer.wasted())
                            .put("Wastes", layer.wastes())
                            .build());
        }
        List<Json> wasted = new ArrayList<>();
        for (ImageWaste.Wasted file : files) {
            wasted.add(
                    Json.object()
                            .put("Path", file.path())
                            .put("Bytes", file.bytes())
                            .put("Layer", file.layer())
                            .put("By", file.by())
                            .put("How", how(file))
                            .put("CreatedBy", report.layers().get(file.by() - 1).recipe())
                            .build());
        }
        return Json.object()
                .put("Id", report.id().toString())
                .put("Bytes", report.bytes())
                .put("Wasted", report.wasted())
                .put("Percent", new Json.Num(percent(report)))
                .put("Layers", new Json.Arr(layers))
                .put("Files", new Json.Arr(wasted))
                .build();
    }
}
