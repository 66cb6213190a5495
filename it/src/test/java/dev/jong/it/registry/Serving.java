package dev.jong.it.registry;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `jong registry serve` on a free port, as long as a test needs it.
final class Serving implements AutoCloseable {
    private static final String SAYS = "listening on http://127.0.0.1:";

    private final Process front;
    private final Path log;

    private Serving(Process front, Path log) {
        this.front = front;
        this.log = log;
    }

    static Serving begin(Site site, String... options) throws IOException {
        Path log = Files.createTempFile(site.work(), "serve", ".log");
        Shell.run("chown", site.account().uid() + ":" + site.account().gid(), log.toString());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "log=$1; shift; exec \"$@\" >\"$log\" 2>&1",
                                "sh",
                                log.toString(),
                                site.program(),
                                "registry",
                                "serve",
                                "--addr",
                                "127.0.0.1:0"));
        command.addAll(List.of(options));
        Serving serving = new Serving(site.host(command.toArray(new String[0])).begin(), log);
        Await.that(() -> serving.log().contains(SAYS) || !serving.front.isAlive(), serving::log);
        return serving;
    }

    String log() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        String text = log();
        int from = text.indexOf(SAYS);
        if (from < 0) {
            throw new AssertionError(text);
        }
        return Integer.parseInt(
                text.substring(from + SAYS.length(), text.indexOf('\n', from)).strip());
    }

    /// Such as `127.0.0.1:4711`.
    String host() {
        return "127.0.0.1:" + port();
    }

    /// The front and the worker behind it.
    Process front() {
        return front;
    }

    /// The JVM that serves, found by the port.
    long worker() {
        String found =
                Shell.script(
                        Path.of("/"),
                        "ss -Hltnp 'sport = :" + port() + "' | sed 's/.*pid=\\([0-9]*\\).*/\\1/'");
        return Long.parseLong(found.strip());
    }

    /// Ends the front and waits until nobody listens any more.
    @Override
    public void close() {
        int port = log().contains(SAYS) ? port() : 0;
        front.destroy();
        Await.that(
                () -> Shell.script(Path.of("/"), "ss -Hltn 'sport = :" + port + "'").isBlank(),
                "the end of the server");
    }
}
