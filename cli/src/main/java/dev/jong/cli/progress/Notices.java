package dev.jong.cli.progress;

import dev.jong.service.container.Front;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Lines for the user out of any thread, kept until the one that talks to the front comes by.
public final class Notices implements Consumer<String> {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void accept(String line) {
        lines.add(line);
    }

    /// Shows what has come, on standard output.
    public void print(Front front) {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            front.out(line + "\n");
        }
    }

    /// Shows what has come, on standard error.
    public void show(Front front) {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            front.err(line + "\n");
        }
    }
}
