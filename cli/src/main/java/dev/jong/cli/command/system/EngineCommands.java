package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.cli.engine.EngineState;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.util.function.Supplier;

/// `jong engine status` and `jong engine stop`.
public final class EngineCommands {
    private final Supplier<EngineState> state;
    private final Lifetime lifetime;
    private final Path store;
    private final Path runtime;

    /// @param runtime the engine's runtime directory, with its log
    public EngineCommands(
            Supplier<EngineState> state, Lifetime lifetime, Path store, Path runtime) {
        this.state = state;
        this.lifetime = lifetime;
        this.store = store;
        this.runtime = runtime;
    }

    /// What answers, and where its files are.
    public int status(ParsedCommand line, Front front) {
        EngineState now = state.get();
        Runtime memory = Runtime.getRuntime();
        Json.Obj all =
                Json.object()
                        .put("pid", now.pid())
                        .put("build", now.build())
                        .put("seconds", now.seconds())
                        .put("sessions", now.sessions())
                        .put("oneShot", now.oneShot())
                        .put("heapBytes", memory.totalMemory() - memory.freeMemory())
                        .put("store", Text.of(store))
                        .put("runtime", Text.of(runtime))
                        .put("log", Text.of(runtime.resolve("engine.log")))
                        .build();
        if (line.flag("json")) {
            front.out(JsonPrinter.pretty(all) + "\n");
            return 0;
        }
        all.fields().forEach((key, value) -> front.out(key + ": " + plain(value) + "\n"));
        return 0;
    }

    /// Leaves once this and the other commands in progress are over. Containers stay.
    public int stop(ParsedCommand line, Front front) {
        lifetime.leave();
        return 0;
    }

    private static String plain(Json value) {
        return value instanceof Json.Str text
                ? Text.printable(text.value())
                : JsonPrinter.compact(value);
    }
}
