package dev.jong.image.registry.auth;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.image.registry.Credentials;
import dev.jong.oci.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The credentials that a user has stored: in Docker's `config.json`, in containers' `auth.json`, or with the helper
/// programs that these name.
public final class CredentialFiles {
    /// What Docker calls Docker Hub in these files.
    private static final String HUB = "https://index.docker.io/v1/";

    private final Map<String, String> environment;
    private final List<AuthFile> files = new ArrayList<>();

    /// @param environment the caller's: HOME, DOCKER_CONFIG, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, PATH for helpers
    /// @param authFile `--authfile`, instead of the usual files
    public CredentialFiles(Map<String, String> environment, Optional<Path> authFile) {
        this.environment = Map.copyOf(environment);
        String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        if (authFile.isPresent() || !named.isEmpty()) {
            files.add(new AuthFile(authFile.orElseGet(() -> Text.path(named))));
            return;
        }
        String home = environment.getOrDefault("HOME", "");
        String docker = environment.getOrDefault("DOCKER_CONFIG", "");
        add(
                docker.isEmpty() ? home : docker,
                docker.isEmpty() ? ".docker/config.json" : "config.json");
        add(environment.getOrDefault("XDG_RUNTIME_DIR", ""), "containers/auth.json");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        add(
                config.isEmpty() ? home : config,
                config.isEmpty() ? ".config/containers/auth.json" : "containers/auth.json");
    }

    /// The credentials for an image's repository: those of the longest part of its name that has some, in the first
    /// file that has any for it.
    public Optional<Credentials> find(Reference name) {
        for (AuthFile file : files) {
            Json.Obj document = file.read();
            for (String key : keys(name)) {
                Optional<Credentials> found = file.find(document, key);
                if (found.isPresent()) {
                    return found;
                }
            }
            Optional<Helper> helper = helper(document, name.domain());
            Optional<Credentials> kept = helper.flatMap(h -> h.get(server(name.domain())));
            if (kept.isPresent()) {
                return kept;
            }
        }
        return Optional.empty();
    }

    /// Stores the credentials for a registry, with the helper that is configured for it or else in the file.
    ///
    /// @return where they are now, for the user: a path, or the helper's name
    public String store(String domain, Credentials credentials) {
        AuthFile file = own();
        Optional<Helper> helper = helper(file.read(), domain);
        if (helper.isPresent()) {
            helper.get().store(server(domain), credentials);
            return "the credential helper";
        }
        file.store(server(domain), credentials);
        return Text.of(file.path());
    }

    /// Forgets the credentials for a registry; false when there were none.
    public boolean erase(String domain) {
        AuthFile file = own();
        Optional<Helper> helper = helper(file.read(), domain);
        if (helper.isPresent() && helper.get().get(server(domain)).isPresent()) {
            helper.get().erase(server(domain));
            file.erase(server(domain));
            return true;
        }
        boolean erased = file.erase(server(domain));
        return isHub(domain) ? file.erase(domain) || erased : erased;
    }

    /// Forgets all credentials: those of the file, and those of the helpers that it names.
    public void eraseAll() {
        AuthFile file = own();
        Json.Obj document = file.read();
        for (Map.Entry<String, String> one : document.stringMap("credHelpers").entrySet()) {
            Helper helper = new Helper(one.getValue(), environment);
            String server =
                    server(one.getKey().equals("index.docker.io") ? "docker.io" : one.getKey());
            if (helper.get(server).isPresent()) {
                helper.erase(server);
            }
        }
        String all = document.text("credsStore");
        if (!all.isEmpty()) {
            Helper helper = new Helper(all, environment);
            helper.servers().forEach(helper::erase);
        }
        file.eraseAll();
    }

    /// The file that is written to.
    private AuthFile own() {
        if (files.isEmpty()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot store credentials: there is no home directory")
                    .hint("set HOME, or name a file with --authfile");
        }
        return files.getFirst();
    }

    private void add(String directory, String rest) {
        if (directory.startsWith("/")) {
            files.add(new AuthFile(Text.path(directory).resolve(rest)));
        }
    }

    private Optional<Helper> helper(Json.Obj document, String domain) {
        Map<String, String> helpers = document.stringMap("credHelpers");
        String named = helpers.getOrDefault(domain, "");
        if (named.isEmpty() && isHub(domain)) {
            named = helpers.getOrDefault("index.docker.io", "");
        }
        String name = named.isEmpty() ? document.text("credsStore") : named;
        return name.isEmpty() ? Optional.empty() : Optional.of(new Helper(name, environment));
    }

    private static String server(String domain) {
        return isHub(domain) ? HUB : domain;
    }

    private static boolean isHub(String domain) {
        return domain.equals("docker.io");
    }

    /// `a.org/b/c`, `a.org/b`, `a.org`, and the names that Docker Hub goes by.
    private static List<String> keys(Reference name) {
        List<String> keys = new ArrayList<>();
        String key = name.repository();
        while (!key.isEmpty()) {
            keys.add(key);
            key = key.substring(0, Math.max(0, key.lastIndexOf('/')));
        }
        if (isHub(name.domain())) {
            keys.add("index.docker.io");
            keys.add("registry-1.docker.io");
        }
        return keys;
    }
}
