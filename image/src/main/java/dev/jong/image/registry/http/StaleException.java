package dev.jong.image.registry.http;

import java.io.IOException;

/// The connection ended before the first byte of an answer: a server closes connections that it does not hear from,
/// and we learn that when we use one.
final class StaleException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleException() {
        super("the connection ended without an answer");
    }
}
