package dev.jong.build.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.context.FetchUrl.Reach;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.Network;
import dev.jong.image.registry.http.Proxies;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchUrlTest {
    private static final Map<String, String> NAMES =
            Map.of(
                    "public.example", "93.184.216.34",
                    "private.example", "10.1.2.3",
                    "here.example", "127.0.0.1",
                    "metadata.example", "169.254.169.254");

    @TempDir private Path store;

    private final List<String> requests = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();
    private HttpServer server;
    private String content = "hello";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
        requests.add(asked == null ? target : target + " " + asked);
        String tag = "\"" + content.hashCode() + "\"";
        try (exchange) {
            if (target.startsWith("/to/")) {
                exchange.getResponseHeaders().add("Location", target.substring(4));
                exchange.sendResponseHeaders(302, -1);
            } else if (target.equals("/missing")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (tag.equals(asked)) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().add("ETag", tag);
                exchange.getResponseHeaders().add("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
                if (target.startsWith("/named")) {
                    exchange.getResponseHeaders()
                            .add("Content-Disposition", "attachment; filename=\"a b.tgz\"");
                }
                byte[] body = Text.bytes(content);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private final class Names implements Network {
        @Override
        public List<InetAddress> lookUp(String host) {
            return List.of(InetAddress.ofLiteral(NAMES.getOrDefault(host, "93.184.216.35")));
        }

        @Override
        public Socket connect(InetAddress address, int port, int millis) throws IOException {
            connections.add(address.getHostAddress());
            return new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
        }
    }

    private FetchUrl fetcher(Reach reach, boolean offline) {
        Http http =
                new Http(
                        new Names(),
                        (authority, insecure) -> {
                            throw new IOException("no certificates here");
                        },
                        new Proxies(Map.of()));
        FetchedFiles kept =
                new FetchedFiles(store.resolve("fetched"), 1 << 20, InstantSource.system());
        return new FetchUrl(http, kept, reach, offline);
    }

    private Fetched fetch(String url) {
        return fetcher(Reach.NETWORK, false).fetch(url, "");
    }

    private static ErrorKind kind(Throwable e) {
        return ((JongException) e).kind();
    }

    @Test
    void fetches_a_file_with_its_name_and_time() throws IOException {
        Fetched file = fetch("http://public.example/dir/a%20b.txt?x=1");
        assertThat(Files.readString(file.file())).isEqualTo("hello");
        assertThat(file.digest()).isEqualTo(Digest.of(Text.bytes("hello")));
        assertThat(file.name()).isEqualTo("a b.txt");
        assertThat(file.modified()).contains(Instant.parse("2015-10-21T07:28:00Z"));
        assertThat(fetch("http://public.example/named").name()).isEqualTo("a b.tgz");
        assertThat(fetch("http://public.example/").name()).isEqualTo("download");
        assertThat(fetch("http://public.example/%2e%2e").name()).isEqualTo("download");
    }

    @Test
    void asks_whether_a_known_file_has_changed() throws IOException {
        fetch("http://public.example/a");
        assertThat(fetch("http://public.example/a").digest())
                .isEqualTo(Digest.of(Text.bytes("hello")));
        content = "other";
        assertThat(Files.readString(fetch("http://public.example/a").file())).isEqualTo("other");
        assertThat(requests).containsExactly("/a", "/a \"99162322\"", "/a \"99162322\"");
    }

    @Test
    void a_file_with_a_known_checksum_is_not_asked_for() {
        String checksum = Digest.of(Text.bytes("hello")).toString();
        fetch("http://public.example/a");
        Fetched again = fetcher(Reach.NETWORK, false).fetch("http://public.example/a", checksum);
        assertThat(again.name()).isEqualTo("a");
        assertThat(requests).hasSize(1);
    }

    @Test
    void another_content_than_the_checksum_says_is_an_error() {
        String checksum = Digest.of(Text.bytes("x")).toString();
        assertThatThrownBy(() ->
                        fetcher(Reach.NETWORK, false).fetch("http://public.example/a", checksum))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(ErrorKind.DATA_LOSS))
                .hasMessageContaining("not " + checksum);
        String longer = Digest.of(Digest.Algorithm.SHA512, Text.bytes("hello")).toString();
        assertThat(fetcher(Reach.NETWORK, false).fetch("http://public.example/a", longer).name())
                .isEqualTo("a");
    }

    @Test
    void offline_only_what_was_fetched_is_there() {
        assertThatThrownBy(() -> fetcher(Reach.NETWORK, true).fetch("http://public.example/a", ""))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThat(requests).isEmpty();
        fetch("http://public.example/a");
        Fetched kept = fetcher(Reach.NETWORK, true).fetch("http://public.example/a", "");
        assertThat(kept.digest()).isEqualTo(Digest.of(Text.bytes("hello")));
        assertThat(requests).hasSize(1);
    }

    @Test
    void what_is_kept_is_bounded() throws IOException {
        content = "x".repeat(400_000);
        for (int i = 0; i < 5; i++) {
            content += i;
            fetch("http://public.example/" + i);
        }
        long sum = 0;
        try (var files = Files.list(store.resolve("fetched"))) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        assertThat(sum).isBetween(400_000L, 1L << 20);
    }

    @Test
    void says_what_the_server_says() {
        assertThatThrownBy(() -> fetch("http://public.example/missing"))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(ErrorKind.NOT_FOUND))
                .hasMessage("cannot fetch http://public.example/missing: status 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[fe80::1]/",
                "http://0.0.0.0/",
                "http://here.example/",
                "http://metadata.example/",
                "http://public.example/to/http://169.254.169.254/",
                "http://public.example/to/http://here.example/",
                "http://public.example/to/http://private.example/",
                "http://private.example/to/http://metadata.example/",
            })
    void B09_this_host_and_its_link_are_not_asked(String url) {
        assertThatThrownBy(() -> fetch(url))
                .isInstanceOf(JongException.class)
                .satisfies(e -> assertThat(kind(e)).isEqualTo(ErrorKind.PERMISSION_DENIED));
        assertThat(connections)
                .allMatch(address -> address.equals("93.184.216.34") || address.equals("10.1.2.3"));
        assertThat(requests).allMatch(request -> request.startsWith("/to/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://public.example/a",
                "http://user:secret@public.example/",
                "http://public.example/to/file:///etc/passwd",
                "http://public.example/to/ftp://public.example/x",
            })
    void B09_nothing_but_http_is_fetched(String url) {
        assertThatThrownBy(() -> fetch(url)).isInstanceOf(JongException.class);
        assertThat(requests).allMatch(request -> request.startsWith("/to/"));
    }

    @Test
    void private_networks_are_reached_and_this_host_when_the_user_allows_it() {
        assertThat(fetch("http://private.example/a").name()).isEqualTo("a");
        FetchUrl everywhere = fetcher(Reach.EVERYWHERE, false);
        assertThat(everywhere.fetch("http://here.example/b", "").name()).isEqualTo("b");
        assertThat(connections).containsExactly("10.1.2.3", "127.0.0.1");
    }
}
