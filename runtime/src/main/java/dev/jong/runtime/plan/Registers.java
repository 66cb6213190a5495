package dev.jong.runtime.plan;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.ArrayDeque;

/// Hands out the registers of one plan.
final class Registers {
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int next;

    Arg.Register take() {
        Integer reused = free.poll();
        if (reused != null) {
            return new Arg.Register(reused);
        }
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
