package dev.jong.image.registry;

import dev.jong.image.registry.http.HostNetwork;
import dev.jong.image.registry.http.Network;
import dev.jong.oci.Reference;
import dev.jong.testkit.ScriptedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client for tests: waits in no time, and remembers how long it would have waited and what it said.
final class Client implements AutoCloseable {
    final List<Duration> waits = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final HttpRegistries registries;

    Client(Access access) {
        this(access, new HostNetwork());
    }

    Client(Access access, Network network) {
        registries = new HttpRegistries(access, notices::add, network, waits::add);
    }

    /// A client that may speak http, and shows these credentials.
    static Client open(
            Network network, String user, String secret, Map<String, String> environment) {
        return new Client(
                new Access(
                        Optional.of(new Credentials(user, secret)),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        environment),
                network);
    }

    Client() {
        this(Access.plain(Map.of()));
    }

    static Client as(String user, String secret) {
        return new Client(
                new Access(
                        Optional.of(new Credentials(user, secret)),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    Repository repository(ScriptedRegistry registry, String path) {
        return registries.repository(Reference.parse(registry.authority() + "/" + path));
    }

    static byte[] read(BlobStream blob) {
        try (blob) {
            return blob.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        registries.close();
    }
}
