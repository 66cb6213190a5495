package dev.jong.service.container;

/// A container's standard input behind a monitor, as it was decided when it was made: `-i` keeps one open, and all but
/// `run -d` have it end with the front that had it.
public final class Inputs {
    static final String OPEN = "OpenStdin";
    static final String ONCE = "StdinOnce";

    private Inputs() {}

    /// Whether it has one that something may be passed on to.
    public static boolean areOpen(ContainerRecord record) {
        return record.settings().bool(OPEN);
    }

    static boolean areOnce(ContainerRecord record) {
        return record.settings().bool(ONCE);
    }
}
