package dev.jong.build.solver;

import java.time.Duration;

/// Told what a build does. Several threads tell, each of steps of its own.
public interface BuildProgress {
    /// A step begins.
    ///
    /// @param name such as `[build 2/5] RUN make`
    Shown begin(String name);

    /// Something that is no step, to be noticed.
    void warn(String text);

    /// Something that somebody asked for.
    void tell(String text);

    /// A step as it is shown.
    interface Shown {
        /// Its program has printed something.
        void output(byte[] bytes);

        /// It was found in the cache.
        void cached();

        /// It is done.
        void done(Duration took);

        /// It failed.
        void failed(String why);
    }
}
