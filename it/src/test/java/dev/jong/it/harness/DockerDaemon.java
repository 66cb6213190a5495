package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `dockerd` with everything of its own: socket, data, and a mount namespace with an `/etc` and a `/run` that end with
/// it. It makes no bridge and no firewall rules, and speaks plain HTTP to registries on the loopback.
public final class DockerDaemon implements AutoCloseable {
    /// The daemon writes a key to /etc/docker and directories to /run, whatever it is told.
    private static final String START =
            """
            mkdir -p etc work data exec
            mount -t overlay -o lowerdir=/etc,upperdir=$PWD/etc,workdir=$PWD/work overlay /etc
            mount -t tmpfs tmpfs /run
            exec dockerd -H unix://$PWD/docker.sock -p $PWD/pid --data-root $PWD/data \\
                --exec-root $PWD/exec --bridge none --iptables=false --ip6tables=false \\
                --insecure-registry 127.0.0.0/8 > log 2>&1
            """;

    private final Process process;
    private final Path folder;

    private DockerDaemon(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /// Starts it, with what it stores in the folder; skips the test when it is not there or does not start within seconds.
    public static DockerDaemon open(Path folder) {
        Needs.root();
        for (String program : new String[] {"dockerd", "docker"}) {
            Result found = Shell.attempt(folder, "/bin/sh", "-c", "command -v " + program);
            Needs.that(found.code() == 0, "the program " + program);
        }
        try {
            Process process =
                    Run.of(
                                    List.of(
                                            "unshare",
                                            "--mount",
                                            "--propagation",
                                            "private",
                                            "/bin/sh",
                                            "-euc",
                                            START),
                                    folder)
                            .begin();
            DockerDaemon docker = new DockerDaemon(process, folder);
            Needs.that(docker.answers(), "a dockerd that starts here: " + docker.log());
            return docker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `docker` to its end.
    public Result attempt(String... arguments) {
        try {
            return command(arguments).finish();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs `docker`, which must succeed; returns its output.
    public String run(String... arguments) {
        Result result = attempt(arguments);
        if (result.code() != 0) {
            throw new AssertionError("docker " + String.join(" ", arguments) + ": " + result);
        }
        return result.text();
    }

    /// `docker` with arguments, to be given input and then run.
    public Run command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Run.of(command, folder)
                .with("DOCKER_HOST", "unix://" + folder + "/docker.sock")
                .with("HOME", folder.toString());
    }

    /// The id of the one image that has a name.
    public String id(String name) {
        return run("image", "inspect", "--format", "{{.Id}}", name).strip();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        for (int round = 0; round < 100 && process.isAlive(); round++) {
            if (attempt("version").code() == 0) {
                return true;
            }
            Await.millis(100);
        }
        close();
        return false;
    }

    private String log() {
        return Shell.attempt(folder, "tail", "-n", "1", "log").text().strip();
    }
}
