package dev.jong.image.registry.http;

import java.io.IOException;

/// What we do not do, however often we are asked: a redirect to a forbidden place, an answer over a limit. Not to be
/// tried again.
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message lower case, without a full stop, foreign text already printable
    public RefusedException(String message) {
        super(message);
    }
}
