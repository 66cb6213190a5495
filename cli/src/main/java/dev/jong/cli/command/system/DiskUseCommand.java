package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.cache.CacheRow;
import dev.jong.build.cache.CacheUse;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.ListFormat;
import dev.jong.service.container.Front;
import dev.jong.service.space.CacheSpace;
import dev.jong.service.space.DiskUse;
import dev.jong.service.volume.VolumeSpace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `jong system df`, and `jong df --why`.
public final class DiskUseCommand implements Command {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("Type", "TYPE"),
                    Column.of("TotalCount", "TOTAL"),
                    Column.of("Active", "ACTIVE"),
                    Column.of("Size", "SIZE"),
                    Column.of("Reclaimable", "RECLAIMABLE"));

    private final DiskUse use;
    private final VolumeSpace volumes;
    private final CacheUse cache;
    private final WhyCommand why;
    private final InstantSource clock;

    /// @param use the use case
    /// @param volumes that of volumes
    /// @param cache that of builds
    /// @param why what `--why` asks for
    public DiskUseCommand(
            DiskUse use, VolumeSpace volumes, CacheUse cache, WhyCommand why, InstantSource clock) {
        this.use = use;
        this.volumes = volumes;
        this.cache = cache;
        this.why = why;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        if (line.value("why").isPresent()) {
            return why.run(line, front);
        }
        DiskUse.Report report = use.run();
        List<VolumeSpace.Use> inVolumes = volumes.uses();
        List<CacheRow> ofBuilds = cache.rows();
        report.damaged().forEach(front::tell);
        front.out(
                line.flag("verbose")
                        ? new DiskUseDetails(clock)
                                .print(report, inVolumes, ofBuilds, line.text("format"))
                        : new ListFormat(COLUMNS)
                                .print(rows(report, inVolumes, ofBuilds), line.text("format")));
        return 0;
    }

    private static List<Json.Obj> rows(
            DiskUse.Report report, List<VolumeSpace.Use> volumes, List<CacheRow> cache) {
        List<Json.Obj> rows = new ArrayList<>();
        rows.add(row("Images", report.images(), true));
        rows.add(row("Containers", report.containers(), true));
        rows.add(row("Local Volumes", VolumeSpace.sum(volumes), true));
        rows.add(row("Build Cache", CacheSpace.sum(cache), false));
        if (report.unfinished().total() > 0) {
            rows.add(row("Unfinished", report.unfinished(), true));
        }
        return rows;
    }

    private static Json.Obj row(String type, DiskUse.Sum sum, boolean percent) {
        String share =
                percent && sum.bytes() > 0
                        ? " (" + sum.reclaimable() * 100 / sum.bytes() + "%)"
                        : "";
        return Json.object()
                .put("Type", Text.printable(type))
                .put("TotalCount", Long.toString(sum.total()))
                .put("Active", Long.toString(sum.active()))
                .put("Size", HumanSize.of(sum.bytes()))
                .put("Reclaimable", HumanSize.of(sum.reclaimable()) + share)
                .build();
    }
}
