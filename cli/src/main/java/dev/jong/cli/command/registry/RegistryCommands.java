package dev.jong.cli.command.registry;

import dev.jong.api.registry.PullThrough;
import dev.jong.api.registry.RegistryServer;
import dev.jong.api.registry.RegistrySite;
import dev.jong.api.storage.Garbage;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Uploads;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.image.change.GoDuration;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// `jong registry serve` and `jong registry gc`.
public final class RegistryCommands {
    private final Supplier<Path> usual;
    private final UpstreamMaker upstreams;

    /// Makes the client side of `--proxy`.
    public interface UpstreamMaker {
        /// @param registry domain and perhaps a path
        PullThrough.Upstream make(String registry, Front front);
    }

    /// @param usual the storage when none is named
    public RegistryCommands(Supplier<Path> usual, UpstreamMaker upstreams) {
        this.usual = usual;
        this.upstreams = upstreams;
    }

    /// Serves until the front goes away.
    public int serve(ParsedCommand line, Front front) {
        ListenAddress address = ListenAddress.parse(line.text("addr"));
        Optional<RegistryServer.Tls> tls = tls(line, front);
        Optional<PullThrough.Upstream> upstream =
                line.value("proxy").map(value -> upstreams.make(value.text(), front));
        boolean writes = !line.flag("read-only") && upstream.isEmpty();
        RegistryServer.Settings settings =
                new RegistryServer.Settings(
                        address.host(),
                        address.port(),
                        storage(line, front),
                        tls,
                        line.value("htpasswd").map(file -> path(front, file.text())),
                        new RegistrySite.Rules(writes, writes && !line.flag("no-delete")),
                        upstream);
        try (RegistryServer server =
                RegistryServer.start(settings, front::out, InstantSource.system())) {
            front.out("listening on " + server.url() + "\n");
            if (tls.isEmpty() && !address.isLoopback()) {
                front.tell(
                        "anybody in the network can read and change what goes over plain HTTP",
                        "give --tls-cert and --tls-key");
            }
            front.awaitEnd();
        }
        return 0;
    }

    /// Collects garbage.
    public int gc(ParsedCommand line, Front front) {
        Duration grace =
                line.value("grace").map(text -> duration(text.text())).orElse(Duration.ofHours(1));
        InstantSource clock = InstantSource.system();
        boolean dry = line.flag("dry-run");
        try (RegistryStorage storage = RegistryStorage.open(storage(line, front))) {
            Garbage garbage = new Garbage(storage, new Uploads(storage, clock), clock);
            Garbage.Collected done =
                    garbage.collect(new Garbage.Wish(grace, line.flag("delete-untagged"), dry));
            done.blobs().forEach(blob -> front.out(blob + "\n"));
            done.damaged()
                    .forEach(name ->
                            front.err(
                                    "warning: the manifest "
                                            + name
                                            + " is damaged; its repository keeps all it has\n"));
            front.out(
                    (dry ? "would remove " : "removed ")
                            + done.manifests()
                            + " manifests, "
                            + done.blobs().size()
                            + " blobs, "
                            + done.uploads()
                            + " uploads, "
                            + HumanSize.of(done.bytes())
                            + "\n");
        }
        return 0;
    }

    private Path storage(ParsedCommand line, Front front) {
        return line.value("storage").map(dir -> path(front, dir.text())).orElseGet(usual);
    }

    private static Optional<RegistryServer.Tls> tls(ParsedCommand line, Front front) {
        String certificate = line.text("tls-cert");
        String key = line.text("tls-key");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "--tls-cert and --tls-key need each other");
        }
        return certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegistryServer.Tls(path(front, certificate), path(front, key)));
    }

    private static Path path(Front front, String text) {
        return Text.path(front.caller().absolute(text));
    }

    private static Duration duration(String text) {
        return Duration.ofNanos(GoDuration.nanoseconds(text));
    }
}
