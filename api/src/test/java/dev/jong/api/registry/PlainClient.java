package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.base.json.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// An ordinary client of HTTP, which keeps its connections.
final class PlainClient implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    PlainClient(int port) {
        this.port = port;
    }

    @Override
    public void close() {
        client.close();
    }

    /// Pushes a document.
    HttpResponse<byte[]> manifest(String repository, String tag, String type, String text)
            throws Exception {
        return client.send(
                request("/v2/" + repository + "/manifests/" + tag)
                        .header("Content-Type", type)
                        .PUT(BodyPublishers.ofByteArray(Text.bytes(text)))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /// Begins an upload; returns its place.
    String begin(String target) throws Exception {
        HttpResponse<byte[]> answer = send("POST", target);
        assertThat(answer.statusCode()).isEqualTo(202);
        return header(answer, "Location");
    }

    /// Sends a part of content.
    HttpResponse<byte[]> chunk(String method, String place, byte[] all, int from, int to)
            throws Exception {
        return client.send(
                request(place)
                        .header("Content-Type", "application/octet-stream")
                        .header("Content-Range", from + "-" + (to - 1))
                        .method(method, BodyPublishers.ofByteArray(all, from, to - from))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /// Asks for something.
    HttpResponse<byte[]> get(String target) throws Exception {
        return send("GET", target);
    }

    /// Sends a request with a body, which may be empty.
    HttpResponse<byte[]> send(String method, String target, byte... body)
            throws IOException, InterruptedException {
        return client.send(
                request(target)
                        .header("Content-Type", "application/octet-stream")
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/").resolve(target))
                .version(HttpClient.Version.HTTP_1_1);
    }

    /// A header, empty where there is none.
    static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// That an answer is an error with one of these codes.
    static void assertError(HttpResponse<byte[]> answer, int status, String... codes) {
        String text = Text.of(answer.body());
        assertThat(answer.statusCode()).as(text).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).as(text).startsWith("application/json");
        assertThat(JsonParser.parseObject(answer.body()).objects("errors").getFirst().text("code"))
                .as(text)
                .isIn((Object[]) codes);
    }
}
