package dev.jong.build.step;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs programs in containers. Several threads may ask at once; a thread that is interrupted has its container ended.
public interface RunSteps {
    /// Runs a program and waits for its end.
    ///
    /// @param output takes what it prints, standard output and standard error as they come, in the thread that asks or in
    ///     another, one piece after the other
    /// @return to be closed when its changes are not needed any more
    /// @throws dev.jong.base.JongException when it could not be started: a user that does not exist, a secret that is
    ///     missing, a host that cannot give what is asked
    Ran run(RunStep step, Consumer<byte[]> output);

    /// What has run.
    interface Ran extends AutoCloseable {
        /// Its exit code; 128 and the signal's number when a signal ended it.
        int exitCode();

        /// Stores what it changed as a layer.
        ///
        /// @param latest times after this become this
        /// @return empty when it changed nothing
        Optional<TreeLayer> changes(Instant latest);

        @Override
        void close();
    }
}
