package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.output.HumanSize;
import java.util.List;

/// What `jong info` prints for people, in Docker's order and words.
final class InfoText {
    private final Json.Obj info;
    private final StringBuilder out = new StringBuilder();

    InfoText(Json.Obj info) {
        this.info = info;
    }

    String print() {
        out.append("Client:\n");
        line(1, "Version", info.object("ClientInfo").text("Version"));
        line(1, "Context", "default");
        line(1, "Debug Mode", plain("Debug"));
        out.append("\nServer:\n");
        line(1, "Containers", plain("Containers"));
        line(2, "Running", plain("ContainersRunning"));
        line(2, "Paused", plain("ContainersPaused"));
        line(2, "Stopped", plain("ContainersStopped"));
        line(1, "Images", plain("Images"));
        line(1, "Server Version", plain("ServerVersion"));
        line(1, "Storage Driver", plain("Driver"));
        pairs();
        line(1, "Logging Driver", plain("LoggingDriver"));
        line(1, "Cgroup Driver", plain("CgroupDriver"));
        line(1, "Cgroup Version", plain("CgroupVersion"));
        line(1, "Default Runtime", plain("DefaultRuntime"));
        security();
        line(1, "Kernel Version", plain("KernelVersion"));
        line(1, "Operating System", plain("OperatingSystem"));
        line(1, "OSType", plain("OSType"));
        line(1, "Architecture", plain("Architecture"));
        line(1, "CPUs", plain("NCPU"));
        line(1, "Total Memory", binary(info.number("MemTotal").orElse(0L)));
        line(1, "Name", plain("Name"));
        line(1, "Docker Root Dir", plain("DockerRootDir"));
        store();
        proxies();
        registries();
        line(1, "Live Restore Enabled", plain("LiveRestoreEnabled"));
        return out.append('\n').toString();
    }

    private void store() {
        Json.Obj store = info.object("Store");
        long limit = store.number("Limit").orElse(0L);
        line(1, "Store Limit", limit == 0 ? "none" : HumanSize.of(limit));
        line(
                1,
                "Disk Free",
                HumanSize.of(store.number("DiskFree").orElse(0L))
                        + " of "
                        + HumanSize.of(store.number("DiskSize").orElse(0L)));
    }

    private void pairs() {
        for (Json pair : info.array("DriverStatus")) {
            if (pair instanceof Json.Arr two && two.items().size() == 2) {
                line(2, word(two.items().get(0)), word(two.items().get(1)));
            }
        }
    }

    private void security() {
        out.append(" Security Options:\n");
        for (String option : info.strings("SecurityOptions")) {
            int comma = option.indexOf(',');
            String name = comma < 0 ? option : option.substring(0, comma);
            out.append("  ").append(name.substring(name.indexOf('=') + 1)).append('\n');
            if (comma >= 0) {
                line(3, "Profile", option.substring(option.lastIndexOf('=') + 1));
            }
        }
    }

    private void proxies() {
        proxy("HTTP Proxy", "HttpProxy");
        proxy("HTTPS Proxy", "HttpsProxy");
        proxy("No Proxy", "NoProxy");
    }

    private void proxy(String label, String field) {
        if (!plain(field).isEmpty()) {
            line(1, label, plain(field));
        }
    }

    private void registries() {
        Json.Obj config = info.object("RegistryConfig");
        list("Insecure Registries", config.strings("Insecure"));
        for (String block : config.strings("InsecureRegistryCIDRs")) {
            out.append("  ").append(block).append('\n');
        }
        if (!config.strings("Mirrors").isEmpty()) {
            list("Registry Mirrors", config.strings("Mirrors"));
        }
    }

    private void list(String label, List<String> items) {
        out.append(' ').append(label).append(":\n");
        items.forEach(item -> out.append("  ").append(Text.printable(item)).append('\n'));
    }

    private void line(int indent, String label, String value) {
        out.repeat(' ', indent).append(label).append(": ").append(Text.printable(value));
        out.append('\n');
    }

    private String plain(String field) {
        Json value = info.fields().get(field);
        return value == null ? "" : word(value);
    }

    private static String word(Json value) {
        return switch (value) {
            case Json.Str text -> text.value();
            case Json.Num number -> number.literal();
            case Json.Bool bool -> Boolean.toString(bool.value());
            case Json.Obj _, Json.Arr _, Json.Null _ -> "";
        };
    }

    /// As Docker writes memory: units of 1024.
    private static String binary(long bytes) {
        long hundredths = (bytes >> 20) * 100 >> 10;
        long rest = hundredths % 100;
        return hundredths / 100 + "." + (rest < 10 ? "0" : "") + rest + "GiB";
    }
}
