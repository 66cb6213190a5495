package dev.jong.it.harness;

/// How much a load test does.
public final class Load {
    private static final boolean NIGHTLY = Boolean.getBoolean("jong.nightly");

    private Load() {}

    /// One size for every run, which takes seconds, and one for nights (`-Djong.nightly=true`).
    public static int of(int quick, int nightly) {
        return NIGHTLY ? nightly : quick;
    }
}
