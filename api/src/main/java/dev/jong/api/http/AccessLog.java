package dev.jong.api.http;

import dev.jong.base.Text;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One line for each request, of printable text only. Whoever reads slowly loses lines and is told how many: requests
/// never wait for the log.
public final class AccessLog implements Site, AutoCloseable {
    private static final int WAITING = 4096;

    private final Site site;
    private final Consumer<String> printer;
    private final InstantSource clock;
    private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean ended;

    /// @param printer takes a line with its newline, in a thread of the log's own; when it throws, logging ends
    public AccessLog(Site site, Consumer<String> printer, InstantSource clock) {
        this.site = site;
        this.printer = printer;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        long begin = System.nanoTime();
        String note = "";
        try {
            site.serve(exchange);
        } catch (IOException | RuntimeException e) {
            note = " broken off";
            throw e;
        } finally {
            log(line(exchange, System.nanoTime() - begin, note));
        }
    }

    /// A line of the server's own.
    public void log(String line) {
        if (!lines.offer(line)) {
            lost.incrementAndGet();
        }
    }

    /// Waits until all is written, but not for long.
    @Override
    public void close() {
        ended = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line(Exchange exchange, long nanos, String note) {
        String user = exchange.user().isEmpty() ? "-" : quoted(exchange.user());
        return clock.instant().truncatedTo(ChronoUnit.MILLIS)
                + " "
                + exchange.peer()
                + " "
                + user
                + " \""
                + quoted(exchange.method())
                + " "
                + quoted(exchange.target())
                + "\" "
                + exchange.status()
                + " "
                + exchange.sent()
                + " "
                + nanos / 1_000_000
                + "ms"
                + note
                + "\n";
    }

    private static String quoted(String text) {
        return Text.printable(text).replace("\"", "\\x22").replace(" ", "\\x20");
    }

    private void write() {
        try {
            while (true) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    tellLost();
                    printer.accept(line);
                } else if (ended) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ended = true; // Nobody reads any more.
        }
    }

    private void tellLost() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            printer.accept("(" + count + " lines left out)\n");
        }
    }
}
