package dev.jong.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Sends an answer, well or badly.
final class Sending {
    private static final int PIECE = 64 << 10;

    private final OutputStream out;
    private final AtomicLong sent;

    Sending(OutputStream out, AtomicLong sent) {
        this.out = out;
        this.sent = sent;
    }

    /// Returns whether the connection may go on.
    boolean send(Incoming request, Answer answer, Rule.Delivery how)
            throws IOException, InterruptedException {
        switch (how.then()) {
            case SILENCE -> stay();
            case RAW -> {
                out.write(how.raw());
                return false;
            }
            default -> head(answer);
        }
        if (request.method().equals("HEAD")) {
            return true;
        }
        byte[] body = answer.body();
        int normal = (int) Math.min(how.at(), body.length);
        body(body, 0, normal);
        switch (how.then()) {
            case CUT -> {
                return false;
            }
            case STALL -> stay();
            case TRICKLE -> {
                for (int at = normal; at < body.length; at++) {
                    body(body, at, at + 1);
                    Thread.sleep(how.pause());
                }
            }
            default -> {}
        }
        return true;
    }

    private void head(Answer answer) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
        answer.headers().forEach(line -> head.append(line).append("\r\n"));
        boolean sized =
                answer.headers().stream()
                        .anyMatch(line ->
                                line.regionMatches(true, 0, "Content-Length:", 0, 15)
                                        || line.regionMatches(
                                                true, 0, "Transfer-Encoding:", 0, 18));
        if (!sized && answer.status() != 204) {
            head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void body(byte[] body, int from, int to) throws IOException {
        for (int at = from; at < to; at += PIECE) {
            int count = Math.min(PIECE, to - at);
            out.write(body, at, count);
            sent.addAndGet(count);
        }
    }

    /// Until the registry is closed, which closes the connection and interrupts nobody: the client leaves first.
    private static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
