package dev.jong.service.log;

import dev.jong.base.Text;
import dev.jong.service.container.Front;

/// Collects what goes to the front's two outputs, so that messages are large, and keeps the order between them. It
/// blocks while the front does not read: nothing piles up.
final class LogOutput {
    private static final int SIZE = 128 << 10;

    private final Front front;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean error;

    LogOutput(Front front) {
        this.front = front;
    }

    void append(boolean toError, byte[] bytes, int offset, int length) {
        if (toError != error || length > SIZE - used) {
            flush();
            error = toError;
        }
        int copied = Math.min(length, SIZE);
        System.arraycopy(bytes, offset, buffer, used, copied);
        used += copied;
        if (copied < length) {
            append(toError, bytes, offset + copied, length - copied);
        }
    }

    void append(boolean toError, String text) {
        byte[] bytes = Text.bytes(text);
        append(toError, bytes, 0, bytes.length);
    }

    /// Sends what there is.
    void flush() {
        if (used == 0) {
            return;
        }
        int length = used;
        used = 0;
        if (error) {
            front.err(Text.of(java.util.Arrays.copyOf(buffer, length)));
        } else {
            front.out(buffer, 0, length);
        }
    }

    /// Ends the command when its front has gone.
    void probe() {
        front.out(buffer, 0, 0);
    }

    /// Says on standard error that something is missing.
    void tell(String message) {
        flush();
        front.tell(message, "");
    }
}
