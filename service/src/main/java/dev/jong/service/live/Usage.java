package dev.jong.service.live;

/// What a container uses at one moment. Counters count from its start.
///
/// @param cpuNanoseconds processor time
/// @param hostNanoseconds processor time of all processors of the host, in use or not, since it was booted
/// @param memory bytes, without what the kernel can drop at once
/// @param memoryLimit bytes; the host's memory where there is no limit
/// @param received bytes over the network
/// @param sent bytes over the network
/// @param read bytes from disks
/// @param written bytes to disks
/// @param processes processes and threads
public record Usage(
        long cpuNanoseconds,
        long hostNanoseconds,
        long memory,
        long memoryLimit,
        long received,
        long sent,
        long read,
        long written,
        long processes) {
    /// Of a container that does not run.
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
