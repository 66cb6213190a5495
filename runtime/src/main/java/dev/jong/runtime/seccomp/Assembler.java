package dev.jong.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a classic BPF program from its end to its start. Jumps of BPF only go forward, so at each
/// instruction all its targets stand already, and equal tails are shared. A label is the number of
/// instructions that stand behind the target.
final class Assembler {
    static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    static final int JUMP_GREATER = 0x25; // BPF_JMP | BPF_JGT | BPF_K
    static final int JUMP_NOT_LESS = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    static final int RETURN = 0x06; // BPF_RET | BPF_K

    /// What the kernel takes (BPF_MAXINSNS).
    static final int MAX_INSTRUCTIONS = 4096;

    /// Branches hold their distance in 8 bits. Two less, as bringing the first target near may move the second.
    private static final int REACH = 255 - 2;

    /// Each instruction as the little-endian value of its 8 bytes: code 16, if-true 8, if-false 8, constant 32 bits.
    private final List<Long> code = new ArrayList<>();

    private final Map<Integer, Integer> returns = new HashMap<>();

    /// Ends the program with a value.
    int end(Action action) {
        int value = action.returnValue();
        Integer known = returns.get(value);
        return known == null ? freshEnd(value) : known;
    }

    /// Loads the 32-bit word at an offset of `seccomp_data`, and goes on at a label.
    int load(int offset, int next) {
        follow(next);
        return emit(LOAD, 0, 0, offset);
    }

    /// Clears bits of the loaded word, and goes on at a label.
    int and(int mask, int next) {
        follow(next);
        return emit(AND, 0, 0, mask);
    }

    /// Compares the loaded word with a constant, without signs.
    ///
    /// @param operation one of the conditional jumps
    int branch(int operation, int constant, int yes, int no) {
        if (yes == no) {
            return yes;
        }
        int nearYes = near(yes);
        int nearNo = near(no);
        return emit(operation, code.size() - nearYes - 1, code.size() - nearNo - 1, constant);
    }

    int size() {
        return code.size();
    }

    /// The program that starts at a label, which must be the last one made.
    byte[] program(int start) {
        if (start != code.size() - 1) {
            throw new IllegalArgumentException(
                    "the program does not begin at its first instruction");
        }
        if (code.size() > MAX_INSTRUCTIONS) {
            throw Profile.invalid(
                    "it needs "
                            + code.size()
                            + " BPF instructions, the kernel takes "
                            + MAX_INSTRUCTIONS);
        }
        ByteBuffer out = ByteBuffer.allocate(8 * code.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = code.size() - 1; i >= 0; i--) {
            out.putLong(code.get(i));
        }
        return out.array();
    }

    /// A label within reach of a branch that is about to be written, with the same meaning.
    private int near(int label) {
        if (code.size() - label <= REACH) {
            return label;
        }
        long target = code.get(label);
        if ((target & 0xffff) == RETURN) {
            int value = (int) (target >>> 32);
            int latest = returns.getOrDefault(value, label);
            return code.size() - latest <= REACH ? latest : freshEnd(value);
        }
        return emit(JUMP, 0, 0, code.size() - label - 1);
    }

    /// Makes a label the instruction right behind the one that is about to be written.
    private void follow(int label) {
        if (label != code.size() - 1) {
            emit(JUMP, 0, 0, code.size() - label - 1);
        }
    }

    private int freshEnd(int value) {
        int label = emit(RETURN, 0, 0, value);
        returns.put(value, label);
        return label;
    }

    private int emit(int operation, int yes, int no, int constant) {
        code.add(operation | (long) yes << 16 | (long) no << 24 | (long) constant << 32);
        return code.size() - 1;
    }
}
