package dev.jong.service.why.program;

/// A program's file says of itself what can't be. The message is a clause such as `its table of segments is cut off`.
final class DamagedFile extends Exception {
    private static final long serialVersionUID = 1;

    DamagedFile(String message) {
        super(message, null, false, false);
    }
}
