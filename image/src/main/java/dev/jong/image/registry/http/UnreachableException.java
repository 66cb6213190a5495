package dev.jong.image.registry.http;

import java.io.IOException;

/// Nobody was there: no such name, no connection, or a proxy that does not let us through. Nothing was sent.
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /// @param message lower case, without a full stop, foreign text already printable
    public UnreachableException(String message) {
        this(message, "");
    }

    /// @param hint what the user can do about it, empty for nothing
    UnreachableException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    UnreachableException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /// What the user can do about it; empty when there is nothing to say.
    public String hint() {
        return hint;
    }
}
