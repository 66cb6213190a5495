package dev.jong.it.life;

import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A container that has ended and whose log was rotated many times.
public final class Rotated {
    private final Site site;
    private final String name;
    private final String before;

    /// Runs it.
    public Rotated(Site site, String name) {
        this.site = site;
        this.name = name;
        site.succeeds(
                "run",
                "-d",
                "--name",
                name,
                "--log-opt",
                "max-size=100k",
                "box",
                "seq",
                "1",
                "30000");
        site.succeeds("wait", name);
        this.before = shown();
    }

    /// What `logs` says now.
    public String shown() {
        return site.succeeds("logs", name).text();
    }

    /// What it said when all files were plain.
    public String before() {
        return before;
    }

    /// Ends the engine; the next command starts another.
    public void restartEngine() {
        site.succeeds("engine", "stop");
        site.succeeds("ps");
    }

    /// Whether both older files begin as gzip does.
    public boolean isPacked() {
        String id = site.succeeds("inspect", "--format", "{{.Id}}", name).line();
        Path folder = site.store().resolve("containers").resolve(id);
        return begins(folder.resolve("log.1")) && begins(folder.resolve("log.2"));
    }

    private static boolean begins(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 31 && in.read() == 139;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
