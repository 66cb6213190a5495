package dev.jong.it.build;

import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A build context of a test, made anew for each build.
final class Workshop {
    private final Site site;
    private final Path context;

    Workshop(Site site) {
        this.site = site;
        this.context = site.directory("context");
    }

    /// The directory.
    Path context() {
        return context;
    }

    /// Writes a file into the context.
    Workshop file(String name, String text) {
        try {
            Path file = context.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            if (!site.account().isRoot()) {
                Shell.run(
                        "chown",
                        "-R",
                        site.account().uid() + ":" + site.account().gid(),
                        context.toString());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the Dockerfile.
    Workshop dockerfile(String... lines) {
        return file("Dockerfile", String.join("\n", lines) + "\n");
    }

    /// Builds an image called `made`.
    Result build(String... options) {
        List<String> command = new ArrayList<>(List.of("build", "-t", "made"));
        command.addAll(List.of(options));
        command.add(context.toString());
        return site.jong(command.toArray(new String[0]));
    }

    /// The same, which must succeed; returns what was shown.
    String succeeds(String... options) {
        Result result = build(options);
        if (result.code() != 0) {
            throw new AssertionError("the build failed: " + result);
        }
        return result.err();
    }

    /// What a shell command prints in a container of what was built.
    String shows(String script) {
        return site.succeeds(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--entrypoint",
                        "sh",
                        "made",
                        "-c",
                        script)
                .text();
    }

    /// What inspecting the image prints.
    String inspect(String format) {
        return site.succeeds("image", "inspect", "-f", format, "made").line();
    }
}
