package dev.jong.cli.command.container;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.BinarySize;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.ListFormat;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Status;
import dev.jong.service.live.ReadUsage;
import dev.jong.service.live.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `jong stats`: what containers use, once or every second.
public final class StatsCommand implements Command {
    private static final long PERIOD_MILLIS = 1000;
    private static final String HOME = "\u001b[H\u001b[J";

    private final Containers containers;
    private final ReadUsage reading;

    /// Usage at the last look, by id.
    private final Map<String, Usage> before = new HashMap<>();

    /// @param reading the use case
    public StatsCommand(Containers containers, ReadUsage reading) {
        this.containers = containers;
        this.reading = reading;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        for (String name : line.arguments()) {
            containers.find(name);
        }
        boolean once = line.flag("no-stream");
        boolean clears = !once && front.caller().outputTerminal() && line.text("format").isEmpty();
        rows(line);
        do {
            pause();
            String table = new ListFormat(columns()).print(rows(line), line.text("format"));
            front.out(clears ? HOME + table : table);
        } while (!once);
        return 0;
    }

    private static List<Column> columns() {
        return List.of(
                Column.onRequest("Container", "CONTAINER"),
                Column.of("ID", "CONTAINER ID"),
                Column.of("Name", "NAME"),
                Column.of("CPUPerc", "CPU %"),
                Column.of("MemUsage", "MEM USAGE / LIMIT"),
                Column.of("MemPerc", "MEM %"),
                Column.of("NetIO", "NET I/O"),
                Column.of("BlockIO", "BLOCK I/O"),
                Column.of("PIDs", "PIDS"));
    }

    private List<Json.Obj> rows(ParsedCommand line) {
        List<Json.Obj> rows = new ArrayList<>();
        for (ContainerRecord record : wanted(line)) {
            Usage now = reading.of(record).orElse(Usage.NONE);
            Usage then = before.getOrDefault(record.id(), now);
            before.put(record.id(), now);
            rows.add(row(record, then, now, line.flag("no-trunc")));
        }
        return rows;
    }

    private List<ContainerRecord> wanted(ParsedCommand line) {
        List<ContainerRecord> records = new ArrayList<>();
        if (!line.arguments().isEmpty()) {
            line.arguments().forEach(name -> find(name, records));
            return records;
        }
        for (ContainerRecord record : containers.all()) {
            if (line.flag("all") || containers.status(record) instanceof Status.Running) {
                records.add(record);
            }
        }
        return records;
    }

    /// One that goes while others are shown leaves the list.
    private void find(String name, List<ContainerRecord> records) {
        try {
            records.add(containers.find(name));
        } catch (JongException gone) {
            return;
        }
    }

    private static Json.Obj row(ContainerRecord record, Usage then, Usage now, boolean whole) {
        long used = Math.max(0, now.cpuNanoseconds() - then.cpuNanoseconds());
        long host = Math.max(1, now.hostNanoseconds() - then.hostNanoseconds());
        int processors = Runtime.getRuntime().availableProcessors();
        String id = whole ? record.id() : record.shortId();
        return Json.object()
                .put("BlockIO", pair(now.read(), now.written()))
                .put("CPUPerc", percent(used * processors, host))
                .put("Container", id)
                .put("ID", id)
                .put("MemPerc", percent(now.memory(), now.memoryLimit()))
                .put(
                        "MemUsage",
                        BinarySize.of(now.memory()) + " / " + BinarySize.of(now.memoryLimit()))
                .put("Name", record.name())
                .put("NetIO", pair(now.received(), now.sent()))
                .put("PIDs", Long.toString(now.processes()))
                .build();
    }

    private static String pair(long in, long out) {
        return HumanSize.of(in) + " / " + HumanSize.of(out);
    }

    /// With two decimals.
    static String percent(long part, long whole) {
        long hundredths = whole <= 0 ? 0 : Math.round(10_000.0 * part / whole);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + "%";
    }

    private static void pause() {
        try {
            Thread.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
