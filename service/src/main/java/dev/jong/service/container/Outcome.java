package dev.jong.service.container;

/// How a plan went.
public sealed interface Outcome {
    /// The container ended: exit code 0 to 255, and the signal that ended it or 0.
    record Exited(int code, int signal) implements Outcome {}

    /// An operation failed and the launch is undone.
    record Failed(int list, int index, int errno) implements Outcome {}

    /// A plan without a child is carried out; the result of its last operation.
    record Done(long value) implements Outcome {}

    /// The program runs and its monitor stays with it; the front does not wait for the end.
    record Running() implements Outcome {}

    /// The front went away.
    ///
    /// @param begun whether it had the plan, and may have begun with it
    record Lost(boolean begun) implements Outcome {}
}
