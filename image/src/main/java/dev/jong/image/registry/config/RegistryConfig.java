package dev.jong.image.registry.config;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the host's and the user's files say about registries, read when first asked. Of several rules the one with
/// the longest prefix counts, and of equal ones the last: drop-ins after registries.conf, the user's after the
/// host's, all of them after Docker's daemon.json.
public final class RegistryConfig {
    private final Map<String, String> environment;
    private final Path root;
    private Optional<List<RegistryRule>> rules = Optional.empty();

    /// @param environment the caller's: HOME, XDG_CONFIG_HOME, CONTAINERS_REGISTRIES_CONF
    /// @param root where `etc/` is
    public RegistryConfig(Map<String, String> environment, Path root) {
        this.environment = Map.copyOf(environment);
        this.root = root;
    }

    /// Where a repository can be had: mirrors in their order, and last the registry itself.
    ///
    /// @throws JongException PERMISSION_DENIED when the registry is blocked, INVALID_ARGUMENT when a file cannot be used
    public List<Spot> spots(Reference name) {
        Optional<RegistryRule> best = Optional.empty();
        for (RegistryRule rule : rules()) {
            boolean better =
                    best.isEmpty() || rule.prefix().length() >= best.get().prefix().length();
            if (better && rule.isAbout(name)) {
                best = Optional.of(rule);
            }
        }
        if (best.isEmpty()) {
            return List.of(new Spot(name, false, Spot.Use.ALWAYS));
        }
        if (best.get().blocked()) {
            throw JongException.of(
                    ErrorKind.PRECONDITION,
                    "cannot use "
                            + name.repository()
                            + ": "
                            + Text.printable(best.get().prefix())
                            + " is blocked by "
                            + Text.printable(best.get().file()));
        }
        return best.get().spots(name);
    }

    /// Prefixes of names that may be asked for without a check of certificates.
    public List<String> insecure() {
        return rules().stream()
                .filter(RegistryRule::insecure)
                .map(RegistryRule::prefix)
                .distinct()
                .toList();
    }

    private synchronized List<RegistryRule> rules() {
        Optional<List<RegistryRule>> known = rules;
        if (known.isPresent()) {
            return known.get();
        }
        List<RegistryRule> read = new ArrayList<>();
        Path daemon = root.resolve("etc/docker/daemon.json");
        if (Files.isReadable(daemon)) {
            read.addAll(DaemonJson.read(daemon));
        }
        for (Path file : files()) {
            read.addAll(new TomlRegistries(file).read());
        }
        rules = Optional.of(List.copyOf(read));
        return read;
    }

    private List<Path> files() {
        Path system = root.resolve("etc/containers");
        String home = environment.getOrDefault("HOME", "");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        Optional<Path> user =
                config.startsWith("/")
                        ? Optional.of(Text.path(config).resolve("containers"))
                        : Optional.empty();
        String named = environment.getOrDefault("CONTAINERS_REGISTRIES_CONF", "");
        List<Path> out = new ArrayList<>();
        if (!named.isEmpty()) {
            out.add(Text.path(named));
        } else {
            Path own = user.orElse(system).resolve("registries.conf");
            Path used = Files.isReadable(own) ? own : system.resolve("registries.conf");
            if (Files.isReadable(used)) {
                out.add(used);
            }
        }
        out.addAll(dropIns(system.resolve("registries.conf.d")));
        user.ifPresent(path -> out.addAll(dropIns(path.resolve("registries.conf.d"))));
        return out;
    }

    private static List<Path> dropIns(Path directory) {
        List<Path> out = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.conf")) {
                all.forEach(out::add);
            } catch (IOException e) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "cannot list " + Text.printable(Text.of(directory)))
                        .causedBy(e);
            }
        }
        out.sort(null);
        return out;
    }
}
