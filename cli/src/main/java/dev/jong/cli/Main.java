package dev.jong.cli;

import dev.jong.cli.engine.Engine;
import dev.jong.cli.engine.Lifetime;
import java.io.IOException;

/// The engine's entry point. The front starts it; nobody types this.
public final class Main {
    private static final long IDLE_SECONDS = 60;

    private Main() {}

    /// Serves the command that came with the start, and more until the engine is idle.
    ///
    /// @throws IOException when the front is gone before it said anything
    public static void main(String[] args) throws IOException, InterruptedException {
        EngineArguments arguments = EngineArguments.parse(args);
        Lifetime lifetime = new Lifetime(IDLE_SECONDS, arguments.oneShot());
        new Engine(new Dispatch(new Wiring(arguments, lifetime)), lifetime).run();
        // Threads of the JDK's own must not keep an engine that has nothing to do.
        System.exit(0);
    }
}
