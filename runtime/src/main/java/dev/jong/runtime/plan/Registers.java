package dev.jong.runtime.plan;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.ArrayDeque;

/// Hands out the registers of one plan.
final class Registers {
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Registers source;
    private int next;

    Registers() {
        this.source = this;
    }

    private Registers(Registers source) {
        this.source = source;
    }

    /// Registers of the same plan that nobody else gets, even when they are given back: for operations that run while
    /// those of another list do.
    Registers apart() {
        return new Registers(this);
    }

    Arg.Register take() {
        Integer reused = free.poll();
        return reused != null ? new Arg.Register(reused) : source.fresh();
    }

    /// One that nobody has had, in no list of the plan.
    Arg.Register unused() {
        return source.fresh();
    }

    private Arg.Register fresh() {
        if (next == Contract.PLAN_REGISTERS) {
            throw JongException.of(
                            ErrorKind.EXHAUSTED,
                            "the launch plan needs more than "
                                    + Contract.PLAN_REGISTERS
                                    + " open descriptors")
                    .hint("use fewer mounts and devices");
        }
        return new Arg.Register(next++);
    }

    void giveBack(Arg.Register register) {
        free.push(register.index());
    }
}
