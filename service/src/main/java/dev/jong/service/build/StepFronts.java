package dev.jong.service.build;

import dev.jong.service.container.Front;
import java.util.function.Consumer;

/// Fronts of a build's own: each carries out the plans of one step, and has its output. They end with the process that
/// started them, and their containers with them. Several threads may ask.
public interface StepFronts extends AutoCloseable {
    /// Starts one, or takes one that is ready.
    ///
    /// @throws dev.jong.base.JongException UNAVAILABLE when it cannot be started
    One take();

    /// A step comes soon: one is started now, so that it is ready then. Returns at once.
    void prepare();

    /// Ends those that are left.
    @Override
    void close();

    /// A front for one step.
    interface One extends AutoCloseable {
        /// What carries out plans. Nobody reads what is written to it but with the program's output.
        Front front();

        /// Takes what programs print from now on, in another thread.
        void output(Consumer<byte[]> output);

        /// Ends it when nothing is left to be carried out, and waits until all output was taken.
        ///
        /// @throws RuntimeException what the output's taker threw
        void finish();

        /// Ends it, whatever it is at, with its container; returns when that has ended.
        @Override
        void close();
    }
}
