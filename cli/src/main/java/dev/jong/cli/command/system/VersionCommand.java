package dev.jong.cli.command.system;

import dev.jong.base.json.Json;
import dev.jong.cli.Version;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.service.container.Front;

/// `jong version`.
public final class VersionCommand implements Command {
    @Override
    public int run(ParsedCommand line, Front front) {
        String format = line.text("format");
        if (format.isEmpty()) {
            front.out(
                    "Version:      "
                            + Version.text()
                            + "\nOS/Arch:      linux/"
                            + architecture()
                            + "\nJava:         "
                            + Runtime.version()
                            + "\nKernel:       "
                            + System.getProperty("os.version")
                            + "\n");
            return 0;
        }
        // Docker's shape, so that templates such as {{.Server.Version}} work: there is no server
        // apart.
        Json.Obj part =
                Json.object()
                        .put("Version", Version.text())
                        .put("Os", "linux")
                        .put("Arch", architecture())
                        .put("KernelVersion", System.getProperty("os.version"))
                        .build();
        front.out(
                ObjectFormat.one(
                        Json.object().put("Client", part).put("Server", part).build(), format));
        return 0;
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
