package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A copy of the installation, to be changed: another build, other options of the JVM.
public final class Home {
    private final Path folder;

    private Home(Path folder) {
        this.folder = folder;
    }

    /// Copies the installation of a site to a folder of the site.
    public static Home copy(Site site, String name) {
        Path to = site.folder().resolve(name);
        Shell.run(
                "cp",
                "-a",
                Path.of(site.program()).getParent().getParent().toString(),
                to.toString());
        return new Home(to);
    }

    /// Gives the JVM of engines one more option.
    public Home option(String option) {
        try {
            Files.writeString(
                    folder.resolve("lib/java.opts"), option + "\n", StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compiles the front anew, with another build id.
    public Home build(String id) {
        Needs.that(Files.exists(Path.of("../native/Makefile")), "the sources of the front");
        Path out = folder.resolve("out");
        String sources = Path.of("../native").toAbsolutePath().normalize().toString();
        Shell.run("make", "-s", "-C", sources, out + "/jong", "OUT=" + out, "BUILD_ID=" + id);
        Shell.run("install", "-m", "755", out + "/jong", program());
        return this;
    }

    /// Its main program.
    public String program() {
        return folder.resolve("bin/jong").toString();
    }
}
