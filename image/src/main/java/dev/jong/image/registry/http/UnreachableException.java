package dev.jong.image.registry.http;

import java.io.IOException;

/// Nobody was there: no such name, no connection, or a proxy that does not let us through. Nothing was sent.
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message lower case, without a full stop, foreign text already printable
    public UnreachableException(String message) {
        super(message);
    }

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
