package dev.jong.cli;

import dev.jong.cli.engine.Engine;
import dev.jong.cli.engine.Lifetime;

/// The engine's entry point. The front starts it; nobody types this.
public final class Main {
    private static final long IDLE_SECONDS = 60;

    private Main() {}

    /// Serves the command that came with the start, and more until the engine is idle.
    public static void main(String[] args) throws InterruptedException {
        EngineArguments arguments = EngineArguments.parse(args);
        Lifetime lifetime = new Lifetime(idleSeconds(), arguments.oneShot());
        try (Wiring wiring = new Wiring(arguments, lifetime)) {
            new Engine(new Dispatch(wiring), lifetime).run();
        }
        if (arguments.oneShot()) {
            // One thread did all there was to do. Exit looks for a logger first, which takes longer
            // than that.
            Runtime.getRuntime().halt(0);
        }
        // Threads of the JDK's own must not keep an engine that has nothing to do.
        System.exit(0);
    }

    /// `JONG_IDLE`, a number of seconds, for those who want the engine to leave sooner or later.
    private static long idleSeconds() {
        String wanted = System.getenv("JONG_IDLE");
        if (wanted == null || wanted.isEmpty() || wanted.length() > 6) {
            return IDLE_SECONDS;
        }
        try {
            return Math.max(Long.parseLong(wanted), 0);
        } catch (NumberFormatException e) {
            return IDLE_SECONDS;
        }
    }
}
