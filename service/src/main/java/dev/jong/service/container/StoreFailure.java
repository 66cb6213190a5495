package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Turns a failed file operation on the store into one line that says what to do.
final class StoreFailure {
    private StoreFailure() {}

    static JongException of(String tried, Path where, IOException cause) {
        String reason = reason(cause);
        String message = "cannot " + tried + " in " + where + ": " + reason;
        if (reason.contains("No space left") || reason.contains("quota")) {
            return JongException.of(ErrorKind.EXHAUSTED, message)
                    .hint("free space there, or choose another store with --root DIR")
                    .causedBy(cause);
        }
        if (reason.contains("Read-only") || cause instanceof AccessDeniedException) {
            return JongException.of(ErrorKind.PRECONDITION, message)
                    .hint("choose a store that you may write to with --root DIR")
                    .causedBy(cause);
        }
        return JongException.of(ErrorKind.UNAVAILABLE, message).causedBy(cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NotDirectoryException) {
            return "not a directory";
        }
        String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
