package dev.jong.service.network;

/// The firewall's table as it is watched: a seam to the kernel.
interface WatchedTable {
    /// Whether it is there with its rules.
    boolean isThere();

    /// Makes it anew, with all that belongs into it.
    void restore();
}
