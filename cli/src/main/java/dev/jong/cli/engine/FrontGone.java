package dev.jong.cli.engine;

/// The front went away in the middle of a command: nobody is left to tell. Not an [java.io.UncheckedIOException], which
/// may as well come from a file of the store.
final class FrontGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FrontGone(Throwable cause) {
        super(cause);
    }
}
