package dev.jong.cli.engine;

import java.lang.System.Logger.Level;

/// The engine's log, on standard error and so in `engine.log`. Looked up when there is something to say: the first
/// look-up initialises the JDK's logging, which a cold `run` can't afford.
final class EngineLog {
    private EngineLog() {}

    static void debug(String message, Throwable cause) {
        System.getLogger("dev.jong.engine").log(Level.DEBUG, message, cause);
    }

    static void debug(String message) {
        System.getLogger("dev.jong.engine").log(Level.DEBUG, message);
    }

    static void error(String message, Throwable cause) {
        System.getLogger("dev.jong.engine").log(Level.ERROR, message, cause);
    }
}
