package dev.jong.api.http;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// One request and the answer to it, as blocking streams. For one thread.
public final class Exchange {
    private static final long REST_BYTES = 16L << 20;

    private final Request request;
    private final Response response;
    private final Query query;
    private String user = "";
    private long sent;

    Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        String raw = request.getHttpURI().getQuery();
        this.query = new Query(raw == null ? "" : raw);
    }

    /// The method, such as `GET`.
    public String method() {
        return request.getMethod();
    }

    /// Whether the answer's body is not wanted.
    public boolean isHead() {
        return method().equals("HEAD");
    }

    /// The path as it stands in the request, escapes included; nothing in it was resolved.
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    /// What is behind the question mark.
    public Query query() {
        return query;
    }

    /// The first header of a name, as a byte string.
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /// The length of the body when the sender says it.
    public OptionalLong length() {
        long length = request.getLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /// The body as it comes; a sender that breaks off is an `IOException`.
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    /// Reads on for a while when a request was answered before its end, as a refusal is: many senders look for the
    /// answer only when they have sent everything, and would find a broken connection in its place.
    void skipRest() {
        byte[] buffer = new byte[16 << 10];
        try (InputStream rest = body()) {
            int count = 0;
            for (long skipped = 0; count >= 0 && skipped < REST_BYTES; skipped += count) {
                count = rest.read(buffer);
            }
        } catch (IOException e) {
            return; // It broke off, and has its answer or does not want it.
        }
    }

    /// The sender's address.
    public String peer() {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "-";
    }

    /// Who sent it, as the password said; empty when nobody asked.
    public String user() {
        return user;
    }

    /// Notes who sent it.
    public void user(String name) {
        user = name;
    }

    /// Sets a header of the answer.
    public void answerHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /// The status that was answered, 0 before.
    public int status() {
        return response.getStatus();
    }

    /// Bytes of the answer's body that were handed over so far.
    public long sent() {
        return sent;
    }

    /// Whether the answer is on its way, so that its status cannot be changed.
    public boolean isAnswered() {
        return response.isCommitted();
    }

    /// Answers without a body.
    public void answer(int status) throws IOException {
        response.setStatus(status);
        if (status != 204 && status != 304 && !isHead()) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0L);
        }
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    /// Answers HEAD: says what GET would send.
    public void answerHead(String type, long length) throws IOException {
        begin(200, type, length);
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    /// Answers with a document.
    public void answer(int status, String type, byte[] document) throws IOException {
        begin(status, type, document.length);
        sent = isHead() ? 0 : document.length;
        Content.Sink.write(response, true, ByteBuffer.wrap(isHead() ? new byte[0] : document));
    }

    /// Answers with text of ASCII.
    public void answer(int status, String type, String text) throws IOException {
        answer(status, type, Text.bytes(text));
    }

    /// Begins an answer of a known length and gives the stream for it; close it when all is written. After HEAD
    /// nothing may be written.
    public OutputStream begin(int status, String type, long length) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        return new Counted(Content.Sink.asOutputStream(response));
    }

    /// The target of the request as it came, for the log.
    public String target() {
        String target = request.getHttpURI().getPathQuery();
        return target == null
                ? ""
                : new String(target.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private final class Counted extends OutputStream {
        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sent += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
