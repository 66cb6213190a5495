package dev.jong.cli.command.image;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanDuration;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.PrintedTime;
import dev.jong.image.Images;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageFilter;
import dev.jong.service.image.ImageSummary;
import dev.jong.service.image.ListImages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `jong images`.
public final class ImagesCommand implements Command {
    private final ListImages listing;
    private final Images images;
    private final InstantSource clock;

    /// @param listing the use case
    /// @param images finds those that filters name
    public ImagesCommand(ListImages listing, Images images, InstantSource clock) {
        this.listing = listing;
        this.images = images;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<ImageFilter> filters = new ArrayList<>();
        line.all("filter")
                .forEach(filter -> filters.add(ImageFilter.parse(filter.text(), images, clock)));
        if (!line.arguments().isEmpty()) {
            filters.add(
                    ImageFilter.parse("reference=" + line.arguments().getFirst(), images, clock));
        }
        ListImages.Listed listed = listing.run(filters);
        listed.damaged().forEach(front::tell);
        List<ImageSummary> sorted = new ArrayList<>(listed.rows());
        line.value("sort").ifPresent(order -> sorted.sort(order(order)));
        if (line.flag("quiet")) {
            ids(sorted, line.flag("no-trunc")).forEach(id -> front.out(id + "\n"));
            return 0;
        }
        List<Json.Obj> rows = new ArrayList<>();
        for (ImageSummary image : sorted) {
            rows.add(row(image, line.flag("no-trunc")));
        }
        List<Column> columns = columns(line.flag("digests"));
        boolean headings = !line.flag("noheading");
        front.out(new ListFormat(columns, headings).print(rows, line.text("format")));
        return 0;
    }

    /// Newest first, or by what was asked for, with the newest of equals first.
    private static Comparator<ImageSummary> order(OptionValue order) {
        return switch (order.text()) {
            case "created" -> (_, _) -> 0;
            case "id" -> Comparator.comparing(image -> image.id().toString());
            case "repository" -> Comparator.comparing(ImageSummary::repository);
            case "size" -> Comparator.comparingLong(ImageSummary::size);
            case "tag" -> Comparator.comparing(ImageSummary::tag);
            default ->
                    throw order.invalid(
                            "no such order", "use created, id, repository, size or tag");
        };
    }

    private static List<Column> columns(boolean digests) {
        return List.of(
                Column.of("Repository", "REPOSITORY"),
                Column.of("Tag", "TAG"),
                digests ? Column.of("Digest", "DIGEST") : Column.onRequest("Digest", "DIGEST"),
                Column.of("ID", "IMAGE ID"),
                Column.of("CreatedSince", "CREATED"),
                Column.onRequest("CreatedAt", "CREATED AT"),
                Column.of("Size", "SIZE"),
                Column.onRequest("Containers", "CONTAINERS"),
                Column.onRequest("SharedSize", "SHARED SIZE"),
                Column.onRequest("UniqueSize", "UNIQUE SIZE"));
    }

    private static Set<String> ids(List<ImageSummary> sorted, boolean whole) {
        Set<String> ids = new LinkedHashSet<>();
        for (ImageSummary image : sorted) {
            ids.add(id(image, whole));
        }
        return ids;
    }

    private static String id(ImageSummary image, boolean whole) {
        return whole ? image.id().toString() : Ids.shortened(image.id().toString());
    }

    private Json.Obj row(ImageSummary image, boolean whole) {
        return Json.object()
                .put("Repository", Text.printable(image.repository()))
                .put("Tag", Text.printable(image.tag()))
                .put("Digest", image.digest().toString())
                .put("ID", id(image, whole))
                .put("CreatedSince", HumanDuration.since(image.created(), clock.instant()))
                .put("CreatedAt", PrintedTime.of(image.created()))
                .put("Size", HumanSize.of(image.size()))
                .put("Containers", "N/A")
                .put("SharedSize", "N/A")
                .put("UniqueSize", "N/A")
                .build();
    }
}
