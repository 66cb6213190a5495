package dev.jong.cli.progress;

import dev.jong.oci.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A line for each blob of a transfer, drawn anew in place on a terminal, and without one what changes line by line. Threads
/// of the transfer bring news, the one that draws asks for them.
///
/// @param <L> what is known of one blob
final class LiveLines<L extends Redrawn.Line> {
    private final boolean terminal;
    private final Redrawn redrawn;

    /// Guards all below, and the lines themselves.
    private final Object stateLock = new Object();

    private final Map<Digest, L> lines = new LinkedHashMap<>();
    private final StringBuilder pending = new StringBuilder();
    private boolean news;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    LiveLines(boolean terminal, int columns, int rows) {
        this.terminal = terminal;
        this.redrawn = new Redrawn(columns, rows);
    }

    /// Begins a line, unless there is one.
    void begin(Digest blob, L line) {
        synchronized (stateLock) {
            lines.putIfAbsent(blob, line);
            news = true;
        }
    }

    /// Changes a line. Without one nothing happens: it is a config, and nobody waits for it.
    ///
    /// @param change gives what is to be printed without a terminal, empty for nothing
    void change(Digest blob, Function<L, String> change) {
        synchronized (stateLock) {
            L line = lines.get(blob);
            if (line == null) {
                return;
            }
            String plain = change.apply(line);
            news = true;
            if (!terminal && !plain.isEmpty()) {
                pending.append(plain).append('\n');
            }
        }
    }

    /// What is to be printed now; empty when nothing has changed.
    String tick() {
        synchronized (stateLock) {
            if (!terminal) {
                String text = pending.toString();
                pending.setLength(0);
                return text;
            }
            if (!news) {
                return "";
            }
            news = false;
            return redrawn.draw(lines.values());
        }
    }
}
