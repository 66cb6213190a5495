package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.Version;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.image.registry.config.RegistryConfig;
import dev.jong.image.registry.config.Spot;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.system.SystemInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `jong info`: Docker's text, and its field names.
public final class InfoCommand implements Command {
    private static final Reference OF_HUB = Reference.parse("docker.io/library/any");

    private final SystemInfo info;
    private final GlobalOptions global;

    /// @param global tells where the store's limit comes from
    public InfoCommand(SystemInfo info, GlobalOptions global) {
        this.info = info;
        this.global = global;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Json.Obj host = info.run(Version.text());
        boolean debug = global.logLevel().equals("debug");
        Json.Obj store =
                host.object("Store")
                        .with("Limit", Json.of(LimitSetting.of(global, front.caller()).orElse(0L)));
        Json.Obj all =
                host.with("Store", store)
                        .with("RegistryConfig", registries(front))
                        .with("IndexServerAddress", Json.of("https://index.docker.io/v1/"))
                        .with("HttpProxy", variable(front, "HTTP_PROXY", "http_proxy"))
                        .with("HttpsProxy", variable(front, "HTTPS_PROXY", "https_proxy"))
                        .with("NoProxy", variable(front, "NO_PROXY", "no_proxy"))
                        .with("Debug", Json.of(debug))
                        .with("ClientInfo", client(debug));
        String format = line.text("format");
        if (format.isEmpty()) {
            front.out(new InfoText(all).print());
            all.strings("Warnings").forEach(text -> front.err(Text.printable(text) + "\n"));
        } else {
            front.out(ObjectFormat.one(all, format));
        }
        return 0;
    }

    private static Json client(boolean debug) {
        return Json.object()
                .put("Debug", debug)
                .put("Version", Version.text())
                .put("Context", "default")
                .put("Os", "linux")
                .build();
    }

    private static Json registries(Front front) {
        RegistryConfig config = new RegistryConfig(front.caller().environment(), Path.of("/"));
        List<String> mirrors = new ArrayList<>();
        for (Spot spot : config.spots(OF_HUB)) {
            if (!spot.name().repository().equals(OF_HUB.repository())) {
                mirrors.add((spot.insecure() ? "http://" : "https://") + spot.name().domain());
            }
        }
        return Json.object()
                .put("Mirrors", Json.of(mirrors))
                .put("Insecure", Json.of(config.insecure()))
                .put("InsecureRegistryCIDRs", Json.of(List.of("::1/128", "127.0.0.0/8")))
                .build();
    }

    /// A proxy's address may hold a password, which is nobody's business.
    private static Json variable(Front front, String name, String other) {
        String value =
                front.caller().variable(name).or(() -> front.caller().variable(other)).orElse("");
        int at = value.lastIndexOf('@');
        int start = value.indexOf("://");
        boolean secret = at > start && value.substring(start + 1, at).indexOf(':') >= 0;
        return Json.of(
                secret ? value.substring(0, start + 3) + "xxxxx" + value.substring(at) : value);
    }
}
