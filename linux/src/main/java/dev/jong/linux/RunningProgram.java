package dev.jong.linux;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A program of the host that streams. What it says on standard error is kept up to a limit; closing this ends it.
public final class RunningProgram implements AutoCloseable {
    private static final int SAID = 64 << 10;

    private final Process process;
    private final Duration longest;
    private final StringBuilder said = new StringBuilder();
    private final Thread listener;

    /// @param longest how long it may go on after its streams have ended
    RunningProgram(Process process, Duration longest) {
        this.process = process;
        this.longest = longest;
        this.listener = Thread.ofVirtual().start(this::listen);
    }

    /// Its standard input; close it to say that this is all.
    public OutputStream input() {
        return process.getOutputStream();
    }

    /// Its standard output.
    public InputStream output() {
        return process.getInputStream();
    }

    /// Waits for its end.
    ///
    /// @return the exit code
    /// @throws JongException UNAVAILABLE when it takes too long
    public int await() {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "a program did not end within " + longest.toSeconds() + " s");
            }
            // A child of it may hold the pipe open: what it says does not count.
            listener.join(Duration.ofSeconds(1));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while a program runs")
                    .causedBy(e);
        }
    }

    /// What it said on standard error so far, at most 64 KiB; a byte string.
    public String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void listen() {
        try (InputStream in = process.getErrorStream()) {
            byte[] piece = new byte[4096];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                synchronized (said) {
                    int room = Math.min(got, SAID - said.length());
                    said.append(Text.of(java.util.Arrays.copyOf(piece, room)));
                }
            }
        } catch (IOException e) {
            return; // What came until then counts.
        }
    }
}
