package dev.jong.image.registry.auth;

/// A bearer token and when it stops counting. Never printed.
///
/// @param end on the monotonic clock, nanoseconds
record Token(String value, long end) {
    String bearer() {
        return "Bearer " + value;
    }

    boolean isOld() {
        return System.nanoTime() - end >= 0;
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
