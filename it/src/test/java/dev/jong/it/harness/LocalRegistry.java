package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docker-registry`, the server of the distribution project, on the loopback, without TLS.
public final class LocalRegistry implements AutoCloseable {
    private final Process process;
    private final int port;

    private LocalRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it; what it stores is in the folder.
    public static LocalRegistry open(Path folder) {
        Needs.program("/usr/bin/docker-registry");
        int port = freePort();
        String config =
                """
                version: 0.1
                log: {level: error}
                storage:
                  filesystem: {rootdirectory: %s/blobs}
                  delete: {enabled: true}
                http: {addr: '127.0.0.1:%d'}
                """
                        .formatted(folder, port);
        try {
            Path file = Files.writeString(folder.resolve("config.yml"), config);
            Process process =
                    new ProcessBuilder("docker-registry", "serve", file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            LocalRegistry registry = new LocalRegistry(process, port);
            Await.that(registry::answers, "the registry");
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Such as `localhost:40123`.
    public String authority() {
        return "localhost:" + port;
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
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
