package dev.jong.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request as it came.
///
/// @param target path and query as in the request line, or a whole address when we are asked as a proxy
/// @param headers lines as `Name: value`, in order
/// @param body what was read of it
public record Incoming(String method, String target, List<String> headers, byte[] body) {
    /// The first value of a header field.
    public Optional<String> header(String name) {
        String prefix = name + ":";
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    /// The target without its query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The value of a parameter of the query, unescaped.
    public Optional<String> parameter(String name) {
        int query = target.indexOf('?');
        if (query < 0) {
            return Optional.empty();
        }
        for (String part : target.substring(query + 1).split("&")) {
            if (part.startsWith(name + "=")) {
                String value = part.substring(name.length() + 1);
                return Optional.of(
                        java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }

    Incoming with(byte[] bytes) {
        return new Incoming(method, target, headers, bytes);
    }

    /// Reads a request's head; empty when the connection ended before it.
    static Optional<Incoming> head(InputStream in) throws IOException {
        String[] words = line(in).split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            // Nothing, or somebody who tries TLS.
            return Optional.empty();
        }
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        return Optional.of(new Incoming(words[0], words[1], List.copyOf(headers), new byte[0]));
    }

    /// Reads a body, at most so many bytes of it.
    byte[] readBody(InputStream in, long most) throws IOException {
        if (header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                out.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            return out.toByteArray();
        }
        long length = Math.min(most, Long.parseLong(header("Content-Length").orElse("0")));
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the client hung up");
        }
        return bytes;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            out.append((char) c);
        }
        return out.toString().strip();
    }
}
