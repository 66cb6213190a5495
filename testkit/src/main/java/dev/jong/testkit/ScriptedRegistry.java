package dev.jong.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A registry in memory, on loopback, that behaves well until it is told otherwise, and remembers what it was asked:
///
/// ```
/// try (ScriptedRegistry registry = ScriptedRegistry.open()) {
///     registry.with("debian", "latest", TestImage.of(1000, 2000));
///     registry.when("GET", "/v2/.*/blobs/sha256:.*").nth(1).cutAt(500);
///     ... pull registry.authority() + "/debian" ...
///     assertThat(registry.log()).hasSize(5);
/// }
/// ```
public final class ScriptedRegistry implements AutoCloseable {
    private final ServerSocket server;
    private final boolean encrypted;
    private final Distribution distribution = new Distribution();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Incoming> log = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private volatile Guard guard = Guard.open();

    private ScriptedRegistry(ServerSocket server, boolean encrypted) {
        this.server = server;
        this.encrypted = encrypted;
        Thread.ofVirtual().start(this::accept);
    }

    /// A registry that speaks http on a free port of 127.0.0.1.
    public static ScriptedRegistry open() {
        try {
            return new ScriptedRegistry(
                    new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A registry that speaks https with a certificate.
    public static ScriptedRegistry open(Certificates certificates) {
        return new ScriptedRegistry(certificates.listen(InetAddress.ofLiteral("127.0.0.1")), true);
    }

    /// Host and port: `127.0.0.1:40123`.
    public String authority() {
        return "127.0.0.1:" + port();
    }

    /// The port.
    public int port() {
        return server.getLocalPort();
    }

    /// Scheme, host and port.
    public String base() {
        return (encrypted ? "https://" : "http://") + authority();
    }

    /// Puts an image into a repository, without any request.
    public ScriptedRegistry with(String repository, String tag, TestImage image) {
        Content content = distribution.repository(repository);
        image.blobs().forEach(content.blobs::put);
        String digest = image.digest().toString();
        content.manifests.put(digest, new Content.Stored(image.mediaType(), image.manifest()));
        content.tags.put(tag, digest);
        return this;
    }

    /// Puts a manifest or index into a repository.
    public ScriptedRegistry withManifest(String repository, String tag, String type, byte[] bytes) {
        Content content = distribution.repository(repository);
        String digest = dev.jong.oci.Digest.of(bytes).toString();
        content.manifests.put(digest, new Content.Stored(type, bytes));
        content.tags.put(tag, digest);
        return this;
    }

    /// From now on wants a user name and a password (Basic).
    public ScriptedRegistry wanting(String user, String password) {
        guard = new Guard(Guard.Kind.BASIC, user, password, false);
        return this;
    }

    /// From now on wants tokens, which `/token` gives out: to everybody for reading when `anonymous`, else for this
    /// user and password, or this password as identity token.
    public ScriptedRegistry wantingTokens(String user, String password, boolean anonymous) {
        guard = new Guard(Guard.Kind.TOKEN, user, password, anonymous);
        return this;
    }

    /// All tokens given out so far are worthless from now on.
    public void expireTokens() {
        guard.expireTokens();
    }

    /// Knows no referrers API from now on.
    public ScriptedRegistry withoutReferrers() {
        distribution.withoutReferrers();
        return this;
    }

    /// Most entries of one page of a list.
    public ScriptedRegistry page(int size) {
        distribution.page(size);
        return this;
    }

    /// Begins a line of the script; the first line that matches a request counts.
    ///
    /// @param method or `*`
    /// @param target a regular expression for the whole target, with its query
    public Rule when(String method, String target) {
        Rule rule = new Rule(this, method, target);
        rules.add(rule);
        return rule;
    }

    /// All requests so far, in the order in which they came.
    public List<Incoming> log() {
        return List.copyOf(log);
    }

    /// Requests of a method whose target matches a regular expression.
    public List<Incoming> log(String method, String target) {
        return log.stream()
                .filter(r -> r.method().equals(method) && r.target().matches(target))
                .toList();
    }

    /// Bytes of bodies sent so far.
    public long sent() {
        return sent.get();
    }

    /// Whether a repository holds a blob.
    public boolean holds(String repository, String digest) {
        return distribution.repository(repository).blobs.containsKey(digest);
    }

    /// What a tag of a repository stands for.
    public Optional<String> tag(String repository, String tag) {
        return Optional.ofNullable(distribution.repository(repository).tags.get(tag));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that went away.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (one(in, socket.getOutputStream())) {
                // The next request of the same connection.
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        } finally {
            connections.remove(socket);
        }
    }

    private boolean one(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Optional<Incoming> head = Incoming.head(in);
        if (head.isEmpty()) {
            return false;
        }
        Optional<Rule> rule = rules.stream().filter(r -> r.matches(head.get())).findFirst();
        long most = rule.map(Rule::requestBytes).orElse(Long.MAX_VALUE);
        Incoming request = head.get().with(head.get().readBody(in, most));
        log.add(request);
        if (most < Long.MAX_VALUE) {
            return false;
        }
        Answer answer = rule.map(r -> r.apply(answer(request, r))).orElseGet(() -> answer(request));
        Rule.Delivery how = rule.map(Rule::delivery).orElse(Rule.Delivery.WHOLE);
        return new Sending(out, sent).send(request, answer, how);
    }

    /// What a rule edits. Of a request that it refuses, nothing is carried out.
    private Answer answer(Incoming request, Rule rule) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        boolean refuses = rule.apply(Answer.of(200)).status() != 200;
        return reads || !refuses ? answer(request) : Answer.of(200);
    }

    private Answer answer(Incoming request) {
        if (request.path().equals("/token")) {
            return guard.token(request);
        }
        return guard.refusal(request, base()).orElseGet(() -> distribution.answer(request));
    }
}
