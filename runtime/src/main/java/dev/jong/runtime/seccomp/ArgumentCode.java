package dev.jong.runtime.seccomp;

/// Writes the comparisons of arguments. An argument has 64 bits and BPF compares 32, so each comparison looks at
/// the upper half first.
final class ArgumentCode {
    /// Where the arguments begin in `seccomp_data`, behind number, architecture and instruction pointer.
    private static final int ARGUMENTS = 16;

    private ArgumentCode() {}

    /// Writes a test.
    ///
    /// @param yes where to go on when it holds
    /// @param no where to go on when it does not
    /// @return where the test begins
    static int write(Assembler out, ArgumentTest test, int yes, int no) {
        int offset = ARGUMENTS + 8 * test.index();
        long value = test.value();
        return switch (test.operator()) {
            case EQ -> equal(out, offset, -1L, value, yes, no);
            case NE -> equal(out, offset, -1L, value, no, yes);
            case MASKED_EQ -> equal(out, offset, value, test.masked() & value, yes, no);
            case GT -> greater(out, offset, value, Assembler.JUMP_GREATER, yes, no);
            case GE -> greater(out, offset, value, Assembler.JUMP_NOT_LESS, yes, no);
            case LE -> greater(out, offset, value, Assembler.JUMP_GREATER, no, yes);
            case LT -> greater(out, offset, value, Assembler.JUMP_NOT_LESS, no, yes);
        };
    }

    private static int equal(Assembler out, int offset, long mask, long value, int yes, int no) {
        int low = half(out, offset, (int) mask, (int) value, yes, no);
        return half(out, offset + 4, (int) (mask >>> 32), (int) (value >>> 32), low, no);
    }

    private static int half(Assembler out, int offset, int mask, int value, int yes, int no) {
        if (mask == 0) {
            return yes;
        }
        int branch = out.branch(Assembler.JUMP_EQUAL, value, yes, no);
        return out.load(offset, mask == -1 ? branch : out.and(mask, branch));
    }

    private static int greater(
            Assembler out, int offset, long value, int lowOperation, int yes, int no) {
        int upper = (int) (value >>> 32);
        int low = out.load(offset, out.branch(lowOperation, (int) value, yes, no));
        int same = out.branch(Assembler.JUMP_EQUAL, upper, low, no);
        return out.load(offset + 4, out.branch(Assembler.JUMP_GREATER, upper, yes, same));
    }
}
