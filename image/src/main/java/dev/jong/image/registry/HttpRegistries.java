package dev.jong.image.registry;

import dev.jong.image.registry.auth.CredentialFiles;
import dev.jong.image.registry.auth.Identity;
import dev.jong.image.registry.auth.Tokens;
import dev.jong.image.registry.config.RegistryConfig;
import dev.jong.image.registry.config.Spot;
import dev.jong.image.registry.http.HostNetwork;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.Network;
import dev.jong.image.registry.http.Proxies;
import dev.jong.image.registry.tls.RegistryTls;
import dev.jong.oci.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Registries over HTTP, as one caller reaches them. Connections and tokens are kept as long as this is.
public final class HttpRegistries implements Registries {
    private final Access access;
    private final Consumer<String> notices;
    private final Http http;
    private final Retries retries;
    private final RegistryConfig config;
    private final Optional<String> trusted;
    private final CredentialFiles credentials;
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();

    /// @param notices takes a line for the user now and then: a wait, an unchecked certificate; printable
    public HttpRegistries(Access access, Consumer<String> notices) {
        this(access, notices, new HostNetwork(), Pause.REAL);
    }

    /// The same with a network and a patience of its own, for tests.
    public HttpRegistries(Access access, Consumer<String> notices, Network network, Pause pause) {
        this.access = access;
        this.notices = notices;
        this.http =
                new Http(
                        network,
                        new RegistryTls(access.environment(), access.certificates()),
                        new Proxies(access.environment()));
        this.retries = new Retries(pause, RandomGenerator.getDefault(), notices);
        this.trusted = Optional.ofNullable(access.environment().get("JONG_TOKEN_HOSTS"));
        this.config = new RegistryConfig(access.environment(), Path.of("/"));
        this.credentials = new CredentialFiles(access.environment(), access.authFile());
    }

    @Override
    public Repository repository(Reference name) {
        List<Place> places = new ArrayList<>();
        for (Spot spot : config.spots(name)) {
            places.add(place(spot, name.familiarRepository()));
        }
        return new HttpRepository(places);
    }

    @Override
    public Registry registry(String domain) {
        // Credentials and configuration are of names; any name of the registry finds those of the
        // registry.
        Reference any = Reference.parse(domain + "/any");
        Spot spot = config.spots(any).getLast();
        return new HttpRegistry(place(spot, domain));
    }

    /// Ends all connections.
    @Override
    public void close() {
        http.close();
    }

    private Place place(Spot spot, String shown) {
        Reference name = spot.name();
        boolean insecure = access.insecure() || spot.insecure();
        Endpoint endpoint =
                endpoints.computeIfAbsent(
                        name.domain() + " " + insecure,
                        key -> newEndpoint(name.domain(), insecure));
        Identity identity =
                identities.computeIfAbsent(
                        name.repository() + " " + insecure, key -> newIdentity(name, insecure));
        return new Place(endpoint, identity, name.path(), shown, spot.use());
    }

    private Identity newIdentity(Reference name, boolean insecure) {
        return new Identity(
                () -> access.credentials().or(() -> credentials.find(name)),
                new Tokens(http, insecure, trusted));
    }

    private Endpoint newEndpoint(String domain, boolean insecure) {
        String authority = domain.equals("docker.io") ? "registry-1.docker.io" : domain;
        boolean here = EndpointName.isThisHost(authority);
        if (insecure) {
            notices.accept("the certificate of " + domain + " is not checked");
        }
        return new Endpoint(
                http,
                retries,
                new EndpointName(domain, authority, insecure, here || insecure),
                new Warnings(domain, notices));
    }
}
