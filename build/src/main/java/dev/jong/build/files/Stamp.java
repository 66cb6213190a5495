package dev.jong.build.files;

import dev.jong.linux.FileStatus;

/// What tells whether a file is still the one that it was: a change of its bytes changes this, unless it happens within
/// one tick of the file system's clock.
///
/// @param seconds of the content's change, with `nanoseconds`
/// @param changedSeconds of any change, with `changedNanoseconds`; nobody can set them back
record Stamp(
        long device,
        long inode,
        long size,
        long seconds,
        int nanoseconds,
        long changedSeconds,
        int changedNanoseconds) {
    static Stamp of(FileStatus status) {
        return new Stamp(
                status.device(),
                status.inode(),
                status.size(),
                status.seconds(),
                status.nanoseconds(),
                status.changedSeconds(),
                status.changedNanoseconds());
    }

    // By hand: generated ones cost milliseconds at their first use.
    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp that
                && inode == that.inode
                && device == that.device
                && size == that.size
                && seconds == that.seconds
                && nanoseconds == that.nanoseconds
                && changedSeconds == that.changedSeconds
                && changedNanoseconds == that.changedNanoseconds;
    }

    @Override
    public int hashCode() {
        long mixed = inode * 0x9e3779b97f4a7c15L ^ device;
        return (int) (mixed ^ mixed >>> 32);
    }
}
