package dev.jong.linux;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A program of the host that is there for this process, and says what it says on one stream.
public final class ServedProgram {
    private final Process process;

    ServedProgram(Process process) {
        this.process = process;
    }

    /// Its standard output and standard error, as they come.
    public InputStream output() {
        return process.getInputStream();
    }

    /// The number of its process.
    public long pid() {
        return process.pid();
    }

    /// Asks it to end (SIGTERM), ends it when it does not, and waits for that.
    ///
    /// @param patience how long it may take to end by itself
    public void end(Duration patience) {
        process.destroy();
        boolean ended = false;
        boolean interrupted = Thread.interrupted();
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!ended) {
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
