package dev.jong.api.registry;

import dev.jong.api.registry.RawClient.Answer;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a free port of the loopback interface, and what tests say to it again and again.
final class TestRegistry implements AutoCloseable {
    static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    final Path storage;
    final List<String> log = new CopyOnWriteArrayList<>();
    final RegistryServer server;
    final RawClient client;

    TestRegistry(Path storage, RegistryServer.Settings settings) {
        this.storage = storage;
        this.server = RegistryServer.start(settings, log::add, InstantSource.system());
        this.client = new RawClient(server.port());
    }

    static TestRegistry on(Path storage) {
        return with(storage, new RegistrySite.Rules(true, true));
    }

    static TestRegistry with(Path storage, RegistrySite.Rules rules) {
        return new TestRegistry(
                storage,
                settings(storage, Optional.empty(), Optional.empty(), rules, Optional.empty()));
    }

    /// One that wants passwords, or speaks TLS.
    static TestRegistry guarded(
            Path storage, Optional<RegistryServer.Tls> tls, Optional<Path> htpasswd) {
        return new TestRegistry(
                storage,
                settings(
                        storage,
                        tls,
                        htpasswd,
                        new RegistrySite.Rules(true, true),
                        Optional.empty()));
    }

    /// One that fetches what it lacks.
    static TestRegistry caching(Path storage, PullThrough.Upstream upstream) {
        return new TestRegistry(
                storage,
                settings(
                        storage,
                        Optional.empty(),
                        Optional.empty(),
                        new RegistrySite.Rules(false, false),
                        Optional.of(upstream)));
    }

    private static RegistryServer.Settings settings(
            Path storage,
            Optional<RegistryServer.Tls> tls,
            Optional<Path> htpasswd,
            RegistrySite.Rules rules,
            Optional<PullThrough.Upstream> upstream) {
        return new RegistryServer.Settings("127.0.0.1", 0, storage, tls, htpasswd, rules, upstream);
    }

    /// Pushes a blob in one request.
    Digest blob(String repository, String content) throws IOException {
        Digest digest = Digest.of(Text.bytes(content));
        Answer answer =
                client.send(
                        "POST",
                        "/v2/" + repository + "/blobs/uploads/?digest=" + digest,
                        "Content-Type: application/octet-stream\r\n",
                        Text.bytes(content));
        if (answer.status() != 201) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        return digest;
    }

    /// A manifest of one config and one layer.
    static String manifest(Digest config, long configSize, Digest layer, long layerSize) {
        return manifest(config, configSize, layer, layerSize, "");
    }

    /// @param more further fields, each with a comma before it
    static String manifest(
            Digest config, long configSize, Digest layer, long layerSize, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\""
                + OCI
                + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                + config
                + "\",\"size\":"
                + configSize
                + "},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
                + layer
                + "\",\"size\":"
                + layerSize
                + "}]"
                + more
                + "}";
    }

    Answer put(String repository, String reference, String manifest) throws IOException {
        return client.send(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                "Content-Type: " + OCI + "\r\n",
                Text.bytes(manifest));
    }

    /// Pushes an image of two small blobs and returns the digest of its manifest.
    Digest image(String repository, String tag) throws IOException {
        Digest config = blob(repository, "{}");
        Digest layer = blob(repository, "layer of " + repository);
        String manifest = manifest(config, 2, layer, ("layer of " + repository).length());
        Answer answer = put(repository, tag, manifest);
        if (answer.status() != 201) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        return Digest.of(Text.bytes(manifest));
    }

    @Override
    public void close() {
        server.close();
    }
}
