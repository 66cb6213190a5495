package dev.jong.it.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs of the host that a test needs for its set-up. They must succeed.
public final class Shell {
    private Shell() {}

    /// Runs a program in the root directory; returns its output.
    public static String run(String... command) {
        return run(Path.of("/"), command);
    }

    /// Runs a program in a directory; returns its output.
    public static String run(Path directory, String... command) {
        Result result = attempt(directory, command);
        if (result.code() != 0) {
            throw new IllegalStateException(
                    List.of(command)
                            + " gave "
                            + result.code()
                            + ": "
                            + result.text()
                            + result.err());
        }
        return result.text();
    }

    /// Runs shell text in a directory.
    public static String script(Path directory, String text) {
        return run(directory, "/bin/sh", "-euc", text);
    }

    /// Runs a program that may fail.
    public static Result attempt(Path directory, String... command) {
        try {
            return Run.of(new ArrayList<>(List.of(command)), directory).finish();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot run " + List.of(command), e);
        }
    }
}
