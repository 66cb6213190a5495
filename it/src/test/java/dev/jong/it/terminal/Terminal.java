package dev.jong.it.terminal;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A terminal of the test's own with a program on it.
final class Terminal implements AutoCloseable {
    private final Process process;
    private final StringBuffer shown = new StringBuffer();
    private final StringBuffer said = new StringBuffer();
    private final String device;
    private final long pid;

    private Terminal(Process process) {
        this.process = process;
        follow(process.inputReader(StandardCharsets.ISO_8859_1), shown);
        follow(process.errorReader(StandardCharsets.ISO_8859_1), said);
        Await.that(() -> said.indexOf("\n") > 0, "the terminal is there");
        String[] words = said.substring(0, said.indexOf("\n")).split(" ");
        device = words[0];
        pid = Long.parseLong(words[1]);
    }

    /// Runs `jong` on a new terminal of 80 by 24.
    static Terminal jong(Site site, String... args) {
        List<String> command = new ArrayList<>(List.of(site.program()));
        command.addAll(List.of(args));
        return of(site, command);
    }

    /// Runs a program of the host on a new terminal.
    static Terminal of(Site site, List<String> program) {
        List<String> command = new ArrayList<>(List.of(helper(site).toString()));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).directory(site.work().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("JONG_ROOT", site.store().toString());
        builder.environment().put("JONG_RUN", site.folder().resolve("run").toString());
        try {
            return new Terminal(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types, after a moment: a shell that has just answered changes the terminal's mode and drops what is typed ahead.
    Terminal type(String text) {
        Await.millis(200);
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the screen shows a text.
    Terminal shows(String text) {
        Await.that(
                () -> shown.indexOf(text) >= 0,
                () -> "\"" + text + "\" on the terminal, which shows: " + shown);
        return this;
    }

    /// Everything that was shown.
    String screen() {
        return shown.toString();
    }

    /// Waits for the program's end; its exit code, 128+n for a signal.
    int code() {
        Await.that(
                () -> said.indexOf("ended ") > 0,
                () -> "the end of the program; the terminal shows: " + shown);
        return Integer.parseInt(said.substring(said.indexOf("ended ") + "ended ".length()).strip());
    }

    /// The program's pid.
    long pid() {
        return pid;
    }

    /// The terminal's path on the host.
    String device() {
        return device;
    }

    /// The settings, as stty prints them for itself.
    String settings() {
        return Shell.run("stty", "-F", device, "-g").strip();
    }

    /// Changes the size; the kernel tells the processes in front.
    void resize(int columns, int rows) {
        Shell.run(
                "stty",
                "-F",
                device,
                "cols",
                Integer.toString(columns),
                "rows",
                Integer.toString(rows));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // It is closed then.
        }
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path helper(Site site) {
        Path built = site.folder().resolve("terminal");
        if (!Files.exists(built)) {
            Needs.program("/usr/bin/gcc");
            String source =
                    Path.of("src/test/resources/terminal/terminal.c").toAbsolutePath().toString();
            Shell.run(
                    "gcc",
                    "-D_GNU_SOURCE",
                    "-O1",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-o",
                    built.toString(),
                    source,
                    "-lutil");
        }
        return built;
    }

    private static void follow(BufferedReader from, StringBuffer to) {
        Thread.ofVirtual()
                .start(() -> {
                    try (from) {
                        char[] some = new char[4096];
                        for (int count = from.read(some); count > 0; count = from.read(some)) {
                            to.append(some, 0, count);
                        }
                    } catch (IOException gone) {
                        // The terminal was closed.
                    }
                });
    }
}
