package dev.jong.service.scope;

import dev.jong.linux.HostProgram;
import dev.jong.service.container.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The systemd of a user's session, asked over his D-Bus by systemd's own `busctl`.
final class ServiceManager {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> MANAGER =
            List.of(
                    "--user",
                    "--quiet",
                    "call",
                    "org.freedesktop.systemd1",
                    "/org/freedesktop/systemd1",
                    "org.freedesktop.systemd1.Manager");

    private final HostProgram program;

    private ServiceManager(HostProgram program) {
        this.program = program;
    }

    /// Finds it; empty where there is no bus, or no `busctl`.
    static Optional<ServiceManager> of(Caller caller) {
        String folder =
                caller.variable("XDG_RUNTIME_DIR")
                        .filter(value -> value.startsWith("/"))
                        .orElse("/run/user/" + caller.uid());
        if (!Files.exists(Path.of(folder, "bus"))) {
            return Optional.empty();
        }
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", caller.variable("PATH").orElse("/usr/bin:/bin"));
        environment.put("XDG_RUNTIME_DIR", folder);
        environment.put("LC_ALL", "C");
        return HostProgram.find("busctl", environment, PATIENCE).map(ServiceManager::new);
    }

    /// Makes a scope whose groups belong to the user, with a process in it (`StartTransientUnit`). The process is there a
    /// moment later. False when it is refused, as for a name that there is already.
    boolean start(String unit, long pid) {
        return call(
                "StartTransientUnit",
                "ssa(sv)a(sa(sv))",
                unit,
                "fail",
                "4",
                "Description",
                "s",
                "Containers of Jong with limits",
                "Delegate",
                "b",
                "true",
                "CollectMode",
                "s",
                "inactive-or-failed",
                "PIDs",
                "au",
                "1",
                Long.toString(pid),
                "0");
    }

    /// Brings a process into a group of a scope (`AttachProcessesToUnit`, since systemd 238).
    ///
    /// @param group below the scope's, with a slash in front
    boolean attach(String unit, String group, long pid) {
        return call("AttachProcessesToUnit", "ssau", unit, group, "1", Long.toString(pid));
    }

    private boolean call(String... method) {
        List<String> arguments = new ArrayList<>(MANAGER);
        arguments.addAll(List.of(method));
        return program.run(arguments, "").exitCode() == 0;
    }
}
