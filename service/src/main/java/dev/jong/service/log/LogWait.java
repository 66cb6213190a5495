package dev.jong.service.log;

/// Waits for more of a log: the seam to the kernel's notices about files.
public interface LogWait {
    /// Comes back when something may have changed in the log's directory, and at the latest after a second.
    ///
    /// @param busy whether there was something new at the last look
    void await(boolean busy);
}
