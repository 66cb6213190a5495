package dev.jong.store.disk;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Turns what the kernel said about a file of the store into one line a user can act on.
public final class DiskFailure {
    private DiskFailure() {}

    /// The error for a failed operation.
    ///
    /// @param attempt what was tried, such as `write the reference debian:latest`
    /// @param path the file or directory it happened on
    public static JongException of(IOException failure, String attempt, Path path) {
        return of(failure, attempt, path, 0);
    }

    /// The error for a failed write of known size.
    ///
    /// @param need bytes that were still to be written, 0 when unknown
    public static JongException of(IOException failure, String attempt, Path path, long need) {
        String reason = reason(failure);
        String message = "cannot " + attempt + " in " + Text.printable(Text.of(path)) + ": ";
        JongException error =
                switch (kind(failure, reason)) {
                    case EXHAUSTED -> full(message, reason, need);
                    case PRECONDITION ->
                            JongException.of(
                                    ErrorKind.PRECONDITION,
                                    message + "the file system is read-only");
                    case ErrorKind kind -> JongException.of(kind, message + reason);
                };
        return error.causedBy(failure);
    }

    /// What stands for a file that can't be read because of what is in it.
    ///
    /// @throws JongException the failure, when the file was not even looked at as descriptors have run out
    public static <T> T unlessExhausted(JongException failure, T damaged) {
        if (failure.kind() == ErrorKind.EXHAUSTED) {
            throw failure;
        }
        return damaged;
    }

    /// The error when a system call found no room for a new file.
    static JongException noRoom(String attempt, Path path) {
        String message = "cannot " + attempt + " in " + Text.printable(Text.of(path)) + ": ";
        return full(message, "no space left on device", 0);
    }

    private static JongException full(String message, String reason, long need) {
        String missing = need > 0 ? ", " + need + " more bytes were needed" : "";
        return JongException.of(ErrorKind.EXHAUSTED, message + reason + missing)
                .hint("free some space, for example with jong rmi, and try again");
    }

    private static ErrorKind kind(IOException failure, String reason) {
        if (failure instanceof AccessDeniedException) {
            return ErrorKind.PERMISSION_DENIED;
        }
        if (failure instanceof NoSuchFileException) {
            return ErrorKind.NOT_FOUND;
        }
        // The JDK gives no errno, only its text; the engine runs in the C.UTF-8 locale, so the text
        // is fixed.
        return switch (reason) {
            case "no space left on device",
                    "disk quota exceeded",
                    "too many open files",
                    "too many open files in system",
                    "file too large" ->
                    ErrorKind.EXHAUSTED;
            case "read-only file system" -> ErrorKind.PRECONDITION;
            case "permission denied", "operation not permitted" -> ErrorKind.PERMISSION_DENIED;
            case "input/output error" -> ErrorKind.DATA_LOSS;
            default -> ErrorKind.UNAVAILABLE;
        };
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        String text =
                failure instanceof FileSystemException f ? f.getReason() : failure.getMessage();
        if (text == null || text.isEmpty()) {
            return failure.getClass().getSimpleName();
        }
        boolean sentence = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        String printable = Text.printable(Text.utf8(text));
        return sentence
                ? Character.toLowerCase(printable.charAt(0)) + printable.substring(1)
                : printable;
    }
}
