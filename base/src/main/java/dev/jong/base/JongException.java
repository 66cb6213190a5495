package dev.jong.base;

import org.jspecify.annotations.Nullable;

/// The one exception of Jong: a kind, one line that says what was tried, on what and why it failed, and
/// optionally one line that the user can act on. Messages are lower case without a full stop.
public final class JongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String hint;

    private JongException(ErrorKind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /// An error without a hint.
    public static JongException of(ErrorKind kind, String message) {
        return new JongException(kind, message, "", null);
    }

    /// The same error with the exception that led to it; the cause goes to the log, never to the user.
    public JongException causedBy(Throwable cause) {
        return new JongException(kind, text(), hint, cause);
    }

    /// The same error with one line that tells the user what to do.
    public JongException hint(String line) {
        return new JongException(kind, text(), line, getCause());
    }

    /// The class of this error.
    public ErrorKind kind() {
        return kind;
    }

    /// One line that can be acted on; empty when there is none.
    public String hint() {
        return hint;
    }

    /// The message, never null.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
