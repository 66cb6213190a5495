package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One connection to a server or through a proxy, for one exchange at a time.
final class Connection implements AutoCloseable {
    private static final int BUFFER = 32 << 10;
    private static final int PIECE = 64 << 10;

    private final Socket socket;
    private final Zone zone;
    private final Route route;
    private final Duration silence;
    private final InputStream in;
    private final OutputStream out;
    private boolean used;

    Connection(Socket socket, Zone zone, Route route, Duration silence) throws IOException {
        this.socket = socket;
        this.zone = zone;
        this.route = route;
        this.silence = silence;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    Zone zone() {
        return zone;
    }

    Route route() {
        return route;
    }

    /// Sends a request and reads the head of its answer.
    ///
    /// @param free takes the connection back when the answer was read to its end
    /// @throws StaleException when the connection had been used before, and was ended by the other side
    Response exchange(Request request, Consumer<Connection> free) throws IOException {
        boolean before = used;
        used = true;
        try {
            boolean slow = request.patience().compareTo(Request.IDLE) > 0;
            socket.setSoTimeout(millis(slow ? request.patience() : silence));
            boolean whole = send(request);
            ResponseHead head = ResponseHead.read(in);
            socket.setSoTimeout(millis(silence));
            InputStream body = head.body(in, request.method());
            boolean reusable =
                    whole && !head.closes() && !head.endsWithConnection(request.method());
            return new Response(
                    head.status(),
                    head.headers(),
                    request.url(),
                    EnumSet.of(zone),
                    new Guarded(body, reusable, free));
        } catch (StaleException | SocketException e) {
            close();
            throw before
                    ? new StaleException()
                    : new IOException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Returns false when the server stopped listening before the end: it has answered already, then.
    private boolean send(Request request) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(route.target(request.url()));
        head.append(" HTTP/1.1\r\nHost: ").append(request.url().authority()).append("\r\n");
        request.headers().writeTo(head);
        route.proxyHeaders(request.url()).writeTo(head);
        if (request.body().isPresent()) {
            head.append("Content-Length: ").append(request.body().get().length()).append("\r\n");
        } else if (request.method().equals("POST") || request.method().equals("PUT")) {
            head.append("Content-Length: 0\r\n");
        }
        byte[] bytes = Text.bytes(head.append("\r\n").toString());
        if (request.body().isEmpty()) {
            out.write(bytes);
            return true;
        }
        return sendBody(bytes, request.body().get());
    }

    private boolean sendBody(byte[] head, Request.Body body) throws IOException {
        AtomicLong sent = new AtomicLong();
        Thread watch = Thread.ofVirtual().start(() -> watch(sent));
        try (InputStream bytes = body.open()) {
            byte[] piece = new byte[PIECE];
            System.arraycopy(head, 0, piece, 0, head.length);
            int filled = head.length;
            long left = body.length();
            while (filled > 0 || left > 0) {
                int got = bytes.read(piece, filled, (int) Math.min(left, PIECE - filled));
                if (got < 0) {
                    throw new RefusedException("what is to be sent is shorter than was said");
                }
                left -= got;
                try {
                    out.write(piece, 0, filled + got);
                } catch (IOException e) {
                    return stopped(e);
                }
                sent.addAndGet(filled + got);
                filled = 0;
            }
            return true;
        } finally {
            watch.interrupt();
        }
    }

    /// A server that answers early and closes makes our writing fail; its answer says why.
    private boolean stopped(IOException e) throws IOException {
        if (socket.isClosed()) {
            throw e;
        }
        socket.setSoTimeout(1000);
        return false;
    }

    /// Writing has no time-out of its own: closes the connection when nothing more goes out.
    private void watch(AtomicLong sent) {
        try {
            long before = -1;
            while (sent.get() != before) {
                before = sent.get();
                TimeUnit.MILLISECONDS.sleep(silence.toMillis());
            }
            socket.close();
        } catch (InterruptedException e) {
            // All was sent.
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Gives the connection back at the body's end, and closes it when the body is left before.
    private final class Guarded extends FilterInputStream {
        private final boolean reusable;
        private final Consumer<Connection> free;
        private boolean done;

        Guarded(InputStream body, boolean reusable, Consumer<Connection> free) {
            super(body);
            this.reusable = reusable;
            this.free = free;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (done) {
                return -1;
            }
            int got = in.read(buffer, offset, count);
            if (got < 0) {
                done = true;
                if (reusable) {
                    free.accept(Connection.this);
                } else {
                    Connection.this.close();
                }
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            if (!done) {
                done = true;
                Connection.this.close();
            }
        }
    }
}
