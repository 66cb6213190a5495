package dev.jong.service.container;

import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Op;
import java.util.List;
import java.util.Optional;

/// How a plan went.
public sealed interface Outcome {
    /// The container ended: exit code 0 to 255, and the signal that ended it or 0.
    record Exited(int code, int signal) implements Outcome {}

    /// An operation failed and the launch is undone.
    record Failed(int list, int index, int errno) implements Outcome {
        /// Which one of the plan; empty for a failure that belongs to no operation.
        public Optional<Op> operation(LaunchPlan plan) {
            List<Op> ops = plan.list(list);
            boolean known = index >= 0 && index < ops.size();
            return known ? Optional.of(ops.get(index)) : Optional.empty();
        }
    }

    /// A plan without a child is carried out; the result of its last operation.
    record Done(long value) implements Outcome {}

    /// The program runs and its monitor stays with it; the front does not wait for the end.
    record Running() implements Outcome {}

    /// The front went away.
    ///
    /// @param begun whether it had the plan, and may have begun with it
    record Lost(boolean begun) implements Outcome {}
}
