package dev.jong.runtime.launch;

/// CPU shares (v1: 2 to 262144, usually 1024) as the weight of v2 (1 to 10000, usually 100).
public final class CpuWeight {
    private CpuWeight() {}

    /// Linear between the ends of both ranges, as the runtime-spec's users expect: monotone and in range.
    public static long ofShares(long shares) {
        long clamped = Math.max(2, Math.min(262144, shares));
        return 1 + (clamped - 2) * 9999 / 262142;
    }
}
