package dev.jong.service.duty;

import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.service.container.Duties;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Starts fronts that look after containers. They find the same store, and the same user namespace, where a process has
/// the number 0 that would tell it otherwise.
public final class DutyFronts implements Duties {
    private static final long PAUSE_MILLIS = 500;

    private final Path store;
    private final Path runtime;
    private final boolean inside;
    private final Map<String, String> environment;

    /// @param runtime the engine's runtime directory, `RUNDIR/HASH`
    /// @param inside whether this engine is in a user namespace that a front made
    /// @param environment the engine's own
    public DutyFronts(Path store, Path runtime, boolean inside, Map<String, String> environment) {
        this.store = store;
        this.runtime = runtime;
        this.inside = inside;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void begin(String id, Front front) {
        takeUp(front.caller().program(), "check", id);
    }

    @Override
    public void follow(String id, Front front) {
        takeUp(front.caller().program(), "follow", id);
    }

    @Override
    public void restart(String id, Front front) {
        takeUp(front.caller().program(), "restart", id);
    }

    /// Has a duty gone on with whose front was killed. Nothing can be so wrong that this is done more than once in a while.
    ///
    /// @param duty such as `check`
    public void replace(String duty, String id, Front killed) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeUp(killed.caller().program(), duty, id);
    }

    /// Begins a duty that nobody has.
    ///
    /// @param program absolute path of `jong`
    /// @param id of a container; empty for a duty that is not for one
    public void takeUp(String program, String duty, String id) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("JONG_ROOT", Text.of(store));
        variables.put("JONG_RUN", Text.of(runtime.toAbsolutePath().resolve("..").normalize()));
        // It may take long: an engine for everybody serves it.
        variables.remove("JONG_ENGINE");
        if (inside) {
            variables.put("JONG_USERNS", "1");
        }
        List<String> command =
                new ArrayList<>(List.of(program, "--root", Text.of(store), "duty", duty));
        if (!id.isEmpty()) {
            command.add(id);
        }
        HostProgram.leave(command, variables, runtime.resolve("engine.log"));
    }
}
