package dev.jong.cli;

/// The version of Jong, kept equal to that of the build by a test.
public final class Version {
    private static final String TEXT = "0.1.0";

    private Version() {}

    /// Such as `0.1.0`.
    public static String text() {
        return TEXT;
    }
}
