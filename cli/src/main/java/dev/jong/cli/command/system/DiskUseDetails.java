package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.cache.CacheRow;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanDuration;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.PrintedTime;
import dev.jong.cli.output.StatusText;
import dev.jong.cli.output.Width;
import dev.jong.oci.Reference;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.image.ImageSummary;
import dev.jong.service.space.CacheSpace;
import dev.jong.service.space.DiskUse;
import dev.jong.service.volume.VolumeSpace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `system df -v`: each image and container.
final class DiskUseDetails {
    private static final int COMMAND_WIDTH = 20;
    private static final List<Column> IMAGES =
            List.of(
                    Column.of("Repository", "REPOSITORY"),
                    Column.of("Tag", "TAG"),
                    Column.of("ID", "IMAGE ID"),
                    Column.of("CreatedSince", "CREATED"),
                    Column.of("Size", "SIZE"),
                    Column.of("SharedSize", "SHARED SIZE"),
                    Column.of("UniqueSize", "UNIQUE SIZE"),
                    Column.of("Containers", "CONTAINERS"));
    private static final List<Column> CONTAINERS =
            List.of(
                    Column.of("ID", "CONTAINER ID"),
                    Column.of("Image", "IMAGE"),
                    Column.of("Command", "COMMAND"),
                    Column.of("LocalVolumes", "LOCAL VOLUMES"),
                    Column.of("Size", "SIZE"),
                    Column.of("RunningFor", "CREATED"),
                    Column.of("Status", "STATUS"),
                    Column.of("Names", "NAMES"));
    private static final List<Column> VOLUMES =
            List.of(
                    Column.of("Name", "VOLUME NAME"),
                    Column.of("Links", "LINKS"),
                    Column.of("Size", "SIZE"));
    private static final List<Column> CACHES =
            List.of(
                    Column.of("ID", "CACHE ID"),
                    Column.of("CacheType", "CACHE TYPE"),
                    Column.of("Size", "SIZE"),
                    Column.of("CreatedSince", "CREATED"),
                    Column.of("LastUsedSince", "LAST USED"),
                    Column.of("UsageCount", "USAGE"),
                    Column.of("Shared", "SHARED"));

    private final InstantSource clock;

    DiskUseDetails(InstantSource clock) {
        this.clock = clock;
    }

    String print(
            DiskUse.Report report,
            List<VolumeSpace.Use> inVolumes,
            List<CacheRow> cache,
            String format) {
        List<Json.Obj> images = report.imageUses().stream().map(this::image).toList();
        List<Json.Obj> containers = report.containerUses().stream().map(this::container).toList();
        List<Json.Obj> volumes = inVolumes.stream().map(DiskUseDetails::volume).toList();
        List<Json.Obj> cached = cache.stream().map(this::cached).toList();
        if (!format.isEmpty() && !format.equals("table")) {
            Json.Obj all =
                    Json.object()
                            .put("Images", new Json.Arr(List.copyOf(images)))
                            .put("Containers", new Json.Arr(List.copyOf(containers)))
                            .put("Volumes", new Json.Arr(List.copyOf(volumes)))
                            .put("BuildCache", new Json.Arr(List.copyOf(cached)))
                            .build();
            return format.equals("json")
                    ? PrintedJson.compact(all) + "\n"
                    : ObjectFormat.print(List.of(all), format);
        }
        return "Images space usage:\n\n"
                + new ListFormat(IMAGES).print(images, "")
                + "\nContainers space usage:\n\n"
                + new ListFormat(CONTAINERS).print(containers, "")
                + "\nLocal Volumes space usage:\n\n"
                + new ListFormat(VOLUMES).print(volumes, "")
                + "\nBuild cache usage: "
                + HumanSize.of(CacheSpace.sum(cache).bytes())
                + "\n\n"
                + new ListFormat(CACHES).print(cached, "");
    }

    private Json.Obj image(DiskUse.ImageUse use) {
        String none = ImageSummary.NONE;
        return Json.object()
                .put(
                        "Repository",
                        use.reference().name().map(Reference::familiarRepository).orElse(none))
                .put("Tag", use.reference().name().flatMap(Reference::tag).orElse(none))
                .put("ID", Ids.shortened(use.id().toString()))
                .put("CreatedSince", HumanDuration.since(use.created(), clock.instant()))
                .put("CreatedAt", PrintedTime.of(use.created()))
                .put("Size", HumanSize.of(use.bytes()))
                .put("SharedSize", HumanSize.of(use.shared()))
                .put("UniqueSize", HumanSize.of(use.bytes() - use.shared()))
                .put("Containers", Integer.toString(use.containers()))
                .build();
    }

    private static Json.Obj volume(VolumeSpace.Use use) {
        return Json.object()
                .put("Name", use.name())
                .put("Links", Integer.toString(use.users()))
                .put("Size", HumanSize.of(use.bytes()))
                .build();
    }

    private Json.Obj cached(CacheRow row) {
        Instant now = clock.instant();
        return Json.object()
                .put("ID", Ids.shortened(row.id()) + (row.inUse() ? "*" : ""))
                .put("Parent", String.join(", ", row.parents()))
                .put("CacheType", row.type())
                .put("Description", Text.printable(row.description()))
                .put("Size", HumanSize.of(row.bytes()))
                .put("CreatedSince", HumanDuration.since(row.created(), now))
                .put("CreatedAt", PrintedTime.of(row.created()))
                .put(
                        "LastUsedSince",
                        row.lastUsed().map(used -> HumanDuration.since(used, now)).orElse(""))
                .put("LastUsedAt", row.lastUsed().map(PrintedTime::of).orElse(""))
                .put("UsageCount", Long.toString(row.uses()))
                .put("InUse", Boolean.toString(row.inUse()))
                .put("Shared", Boolean.toString(row.shared()))
                .build();
    }

    private Json.Obj container(DiskUse.ContainerUse use) {
        ContainerRecord record = use.record();
        Instant created = Instant.ofEpochSecond(0, record.created());
        String command = Text.printable(String.join(" ", record.command()));
        return Json.object()
                .put("ID", Ids.shortened(record.id()))
                .put("Image", Text.printable(record.image()))
                .put("Command", '"' + Width.cut(command, COMMAND_WIDTH) + '"')
                .put("LocalVolumes", Integer.toString(record.volumes().size()))
                .put("Size", HumanSize.of(use.bytes()))
                .put("RunningFor", HumanDuration.since(created, clock.instant()))
                .put("CreatedAt", PrintedTime.of(created))
                .put("Status", StatusText.of(use.status(), false, clock.instant()))
                .put("State", use.status().word())
                .put("Names", record.name())
                .build();
    }
}
