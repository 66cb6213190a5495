package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The status line and header fields of an answer (RFC 9112, sections 4 and 5).
///
/// @param closes whether the connection ends with this answer
record ResponseHead(int status, Headers headers, boolean closes) {
    /// Most bytes of a head.
    static final int LIMIT = 64 << 10;

    /// Reads a head, over those of interim answers (1xx).
    ///
    /// @throws StaleException when the connection ended before the first byte
    /// @throws RefusedException when the head is larger than 64 KiB
    static ResponseHead read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        while (true) {
            ResponseHead head = one(lines);
            if (head.status >= 200 || head.status == 101) {
                return head;
            }
        }
    }

    private static ResponseHead one(Lines lines) throws IOException {
        String first = lines.next();
        boolean good =
                first.length() >= 12
                        && first.startsWith("HTTP/1.")
                        && first.charAt(8) == ' '
                        && (first.length() == 12 || first.charAt(12) == ' ');
        long status = good ? Headers.number(first.substring(9, 12), 0) : -1;
        if (status < 100 || status > 999) {
            String shown = first.substring(0, Math.min(first.length(), 40));
            throw new IOException("this is no answer of HTTP/1: \"" + Text.printable(shown) + "\"");
        }
        Headers headers = new Headers();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            field(line, headers);
        }
        boolean old = first.charAt(7) == '0';
        String connection = headers.first("Connection").orElse(old ? "close" : "");
        return new ResponseHead((int) status, headers, connection.equalsIgnoreCase("close"));
    }

    private static void field(String line, Headers headers) throws IOException {
        int colon = line.indexOf(':');
        boolean good = colon > 0;
        for (int i = 0; i < colon && good; i++) {
            good = line.charAt(i) > ' ' && line.charAt(i) < 0x7f;
        }
        if (!good) {
            throw new IOException("a header line of the answer is not valid");
        }
        try {
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("a header line of the answer holds control bytes", e);
        }
    }

    /// The body that follows this head.
    InputStream body(InputStream in, String method) throws IOException {
        if (isBodiless(method)) {
            return InputStream.nullInputStream();
        }
        String coding = headers.first("Transfer-Encoding").orElse("");
        if (coding.equalsIgnoreCase("chunked")) {
            return Bodies.chunked(in);
        }
        if (!coding.isEmpty()) {
            throw new IOException(
                    "the answer's transfer encoding is \"" + Text.printable(coding) + "\"");
        }
        if (headers.first("Content-Length").isEmpty()) {
            return in;
        }
        long length = headers.number("Content-Length");
        for (String other : headers.all("Content-Length")) {
            if (length < 0 || Headers.number(other, 0) != length) {
                throw new IOException("the answer's length is not valid");
            }
        }
        return Bodies.fixed(in, length);
    }

    /// True when only the connection's end tells where the body does.
    boolean endsWithConnection(String method) {
        return !isBodiless(method)
                && headers.first("Transfer-Encoding").isEmpty()
                && headers.first("Content-Length").isEmpty();
    }

    private boolean isBodiless(String method) {
        return method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    }

    /// Lines of a head, bounded together.
    private static final class Lines {
        private final InputStream in;
        private int left = LIMIT;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            StringBuilder out = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw left == LIMIT
                            ? new StaleException()
                            : new EOFException("the connection ended in the answer's header");
                }
                if (left-- == 0) {
                    throw new RefusedException(
                            "the answer's header is larger than " + LIMIT + " bytes");
                }
                out.append((char) c);
            }
            int length = out.length();
            boolean carriage = length > 0 && out.charAt(length - 1) == '\r';
            return carriage ? out.substring(0, length - 1) : out.toString();
        }
    }
}
