package dev.jong.runtime.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Puts device rules into the forms that the two cgroup versions take.
public final class DeviceFilter {
    /// BPF_PROG_TYPE_CGROUP_DEVICE, for bpf(2) with BPF_PROG_LOAD.
    public static final int PROGRAM_TYPE = 15;

    /// BPF_CGROUP_DEVICE, for bpf(2) with BPF_PROG_ATTACH.
    public static final int ATTACH_TYPE = 6;

    private static final int LOAD_WORD = 0x61; // BPF_LDX | BPF_MEM | BPF_W
    private static final int MOVE = 0xbf; // BPF_ALU64 | BPF_MOV | BPF_X
    private static final int SET = 0xb7; // BPF_ALU64 | BPF_MOV | BPF_K
    private static final int AND = 0x57; // BPF_ALU64 | BPF_AND | BPF_K
    private static final int SHIFT_RIGHT = 0x77; // BPF_ALU64 | BPF_RSH | BPF_K
    private static final int UNLESS_EQUAL = 0x55; // BPF_JMP | BPF_JNE | BPF_K
    private static final int UNLESS_SAME = 0x5d; // BPF_JMP | BPF_JNE | BPF_X
    private static final int EXIT = 0x95; // BPF_JMP | BPF_EXIT

    private static final int RESULT = 0; // registers
    private static final int CONTEXT =
            1; // struct bpf_cgroup_dev_ctx; free once everything is loaded
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    private static final int EVERY_ACCESS = DeviceRule.READ | DeviceRule.WRITE | DeviceRule.MAKE;

    private DeviceFilter() {}

    /// The program for cgroup v2: `struct bpf_insn[]`, little-endian. It returns 1 when one rule allows all of the
    /// access that is asked for, else 0.
    public static byte[] program(List<DeviceRule> rules) {
        List<Long> code = new ArrayList<>();
        // The first word of the context has the access in its upper and the type in its lower half.
        code.add(instruction(LOAD_WORD, TYPE, CONTEXT, 0, 0));
        code.add(instruction(LOAD_WORD, MAJOR, CONTEXT, 4, 0));
        code.add(instruction(LOAD_WORD, MINOR, CONTEXT, 8, 0));
        code.add(instruction(MOVE, ACCESS, TYPE, 0, 0));
        code.add(instruction(SHIFT_RIGHT, ACCESS, 0, 0, 16));
        code.add(instruction(AND, TYPE, 0, 0, 0xffff));
        // The verifier refuses instructions that nothing reaches, so the program ends with a rule
        // for everything.
        boolean open = true;
        for (int i = 0; i < rules.size() && open; i++) {
            append(code, rules.get(i));
            open = !rules.get(i).equals(DeviceRule.EVERYTHING);
        }
        if (open) {
            code.add(instruction(SET, RESULT, 0, 0, 0));
            code.add(instruction(EXIT, 0, 0, 0, 0));
        }
        ByteBuffer out = ByteBuffer.allocate(8 * code.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long instruction : code) {
            out.putLong(instruction);
        }
        return out.array();
    }

    /// What to write to `devices.allow` of cgroup v1, in order, after `a` was written to `devices.deny`.
    public static List<String> allowLines(List<DeviceRule> rules) {
        List<String> lines = new ArrayList<>();
        for (DeviceRule rule : rules) {
            if (rule.type() == DeviceRule.Type.ALL && rule.access() != EVERY_ACCESS) {
                // Version 1 takes `a` as every access too, whatever letters follow.
                lines.add(
                        new DeviceRule(
                                        DeviceRule.Type.BLOCK,
                                        rule.major(),
                                        rule.minor(),
                                        rule.access())
                                .toString());
                lines.add(
                        new DeviceRule(
                                        DeviceRule.Type.CHARACTER,
                                        rule.major(),
                                        rule.minor(),
                                        rule.access())
                                .toString());
            } else {
                lines.add(rule.toString());
            }
        }
        return lines;
    }

    /// Comparisons that leave the rule when they fail, then the end with 1.
    private static void append(List<Long> code, DeviceRule rule) {
        boolean typed = rule.type() != DeviceRule.Type.ALL;
        boolean limited = rule.access() != EVERY_ACCESS;
        boolean major = rule.major() != DeviceRule.ANY;
        boolean minor = rule.minor() != DeviceRule.ANY;
        int end =
                code.size()
                        + (typed ? 1 : 0)
                        + (limited ? 3 : 0)
                        + (major ? 1 : 0)
                        + (minor ? 1 : 0)
                        + 2;
        if (typed) {
            code.add(
                    instruction(UNLESS_EQUAL, TYPE, 0, end - code.size() - 1, number(rule.type())));
        }
        if (limited) {
            code.add(instruction(MOVE, CONTEXT, ACCESS, 0, 0));
            code.add(instruction(AND, CONTEXT, 0, 0, rule.access()));
            code.add(instruction(UNLESS_SAME, CONTEXT, ACCESS, end - code.size() - 1, 0));
        }
        if (major) {
            code.add(instruction(UNLESS_EQUAL, MAJOR, 0, end - code.size() - 1, rule.major()));
        }
        if (minor) {
            code.add(instruction(UNLESS_EQUAL, MINOR, 0, end - code.size() - 1, rule.minor()));
        }
        code.add(instruction(SET, RESULT, 0, 0, 1));
        code.add(instruction(EXIT, 0, 0, 0, 0));
    }

    /// BPF_DEVCG_DEV_BLOCK is 1, BPF_DEVCG_DEV_CHAR 2.
    private static int number(DeviceRule.Type type) {
        return switch (type) {
            case ALL -> 0;
            case BLOCK -> 1;
            case CHARACTER -> 2;
        };
    }

    /// The value of the 8 bytes: code 8, destination 4, source 4, offset 16, constant 32 bits.
    private static long instruction(
            int operation, int destination, int source, int offset, int constant) {
        return operation
                | (long) destination << 8
                | (long) source << 12
                | (offset & 0xffffL) << 16
                | (long) constant << 32;
    }
}
