package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A place where Jong is tried as one user: a store, a runtime directory and a working directory of its own. Closing
/// it ends the engine and fails when anything is left on the host.
public final class Site implements AutoCloseable {
    private final Account account;
    private final Path home;
    private final Path folder;
    private final Leaks leaks;

    private Site(Account account, Path home, Path folder) {
        this.account = account;
        this.home = home;
        this.folder = folder;
        this.leaks = new Leaks(folder);
    }

    /// Opens a place for a user, with the image `box` in its store: busybox, the prober, users alice and bob.
    public static Site open(Account account) {
        Site site = empty(account);
        site.image("box", Prober.tree());
        return site;
    }

    /// The same with an empty store.
    public static Site empty(Account account) {
        Path home =
                Path.of(System.getProperty("jong.home", "../target/jong"))
                        .toAbsolutePath()
                        .normalize();
        Needs.that(Files.isExecutable(home.resolve("bin/jong")), "the built program: make build");
        try {
            Path folder = Files.createTempDirectory("jong-it-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Site site = new Site(account, home, folder);
            for (String name : new String[] {"work", "run", "images"}) {
                site.directory(name);
            }
            Files.setPosixFilePermissions(
                    folder.resolve("run"), PosixFilePermissions.fromString("rwx------"));
            Shell.run("chown", account.uid() + ":" + account.gid(), folder.toString());
            Needs.that(
                    site.host("test", "-x", site.program()).finish().code() == 0,
                    account.name() + " may run " + site.program());
            return site;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Who tries.
    public Account account() {
        return account;
    }

    /// The folder that holds all of it.
    public Path folder() {
        return folder;
    }

    /// The working directory, which the user owns.
    public Path work() {
        return folder.resolve("work");
    }

    /// The store.
    public Path store() {
        return folder.resolve("store");
    }

    /// The installation's main program.
    public String program() {
        return home.resolve("bin/jong").toString();
    }

    /// A new directory below the folder that the user owns.
    public Path directory(String name) {
        try {
            Path made = Files.createDirectories(folder.resolve(name));
            Shell.run("chown", account.uid() + ":" + account.gid(), made.toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A new file in the working directory that the user owns.
    public Path file(String name, String text) {
        try {
            Path made = Files.writeString(work().resolve(name), text);
            Shell.run("chown", account.uid() + ":" + account.gid(), made.toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Brings a tree into the store as an image.
    ///
    /// @param changes as `--change` takes them
    public void image(String name, Path tree, String... changes) {
        Path archive = folder.resolve("images/" + name.replace('/', '_') + ".tar");
        Shell.run("tar", "-C", tree.toString(), "--numeric-owner", "-cf", archive.toString(), ".");
        Shell.run("chmod", "644", archive.toString());
        List<String> command = new ArrayList<>(List.of("import"));
        for (String change : changes) {
            command.addAll(List.of("--change", change));
        }
        command.addAll(List.of(archive.toString(), name));
        Result result = jong(command.toArray(new String[0]));
        if (result.code() != 0) {
            throw new AssertionError("cannot import " + name + ": " + result);
        }
    }

    /// Runs `jong` to its end.
    public Result jong(String... args) {
        try {
            return command(args).finish();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs `jong`, which must succeed; returns its output.
    public Result succeeds(String... args) {
        Result result = jong(args);
        if (result.code() != 0) {
            throw new AssertionError("jong " + String.join(" ", args) + ": " + result);
        }
        return result;
    }

    /// What the prober finds in `jong run --rm OPTIONS box probe dump`.
    public Probe dump(String... options) {
        return in("box", "dump", options);
    }

    /// What the prober's attempts come to in `jong run --rm OPTIONS box probe try`.
    public Probe attempts(String... options) {
        return in("box", "try", options);
    }

    /// What the prober finds in a container of an image.
    public Probe in(String image, String mode, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(List.of(options));
        command.addAll(List.of(image, "probe", mode));
        return succeeds(command.toArray(new String[0])).probe();
    }

    /// `jong` with arguments, to be given input or variables and then run.
    public Run command(String... args) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(List.of(args));
        return host(command.toArray(new String[0]));
    }

    /// A copy of the main program, with the rest of the installation behind it, that a test may lose.
    public String copyOfProgram() {
        if (Files.exists(folder.resolve("copy"))) {
            return folder.resolve("copy/bin/jong").toString();
        }
        Path copy = directory("copy/bin").resolve("jong");
        Shell.run("cp", program(), copy.toString());
        Shell.run(
                "ln", "-s", home.resolve("lib").toString(), folder.resolve("copy/lib").toString());
        Shell.run("chmod", "755", folder.resolve("copy").toString(), copy.toString());
        return copy.toString();
    }

    /// Any program, as the user, in the working directory.
    public Run host(String... args) {
        List<String> command = new ArrayList<>();
        if (!account.isRoot()) {
            command.addAll(
                    List.of(
                            "/usr/bin/setpriv",
                            "--reuid=" + account.uid(),
                            "--regid=" + account.gid(),
                            "--clear-groups"));
        }
        command.addAll(List.of(args));
        return Run.of(command, work())
                .with("HOME", folder.toString())
                .with("JONG_ROOT", store().toString())
                .with("JONG_RUN", folder.resolve("run").toString());
    }

    /// Removes all containers, running ones too.
    public void removeContainers() {
        for (String id : succeeds("ps", "-aq").lines()) {
            jong("rm", "-f", id);
        }
    }

    /// Removes all containers, then closes the place.
    public void end() {
        try (this) {
            removeContainers();
        }
    }

    @Override
    public void close() {
        try {
            String[] engines = folder.resolve("run").toFile().list();
            if (engines != null && engines.length > 0) {
                jong("engine", "stop");
            }
            leaks.check();
        } finally {
            leaks.clear();
            Shell.run("rm", "-rf", "--one-file-system", folder.toString());
        }
    }
}
