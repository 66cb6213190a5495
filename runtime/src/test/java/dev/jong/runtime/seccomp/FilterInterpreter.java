package dev.jong.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Runs a classic BPF program on one system call, as the kernel would.
final class FilterInterpreter {
    private final ByteBuffer program;

    FilterInterpreter(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The value that the filter returns.
    int run(int architecture, int number, long[] arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        int accumulator = 0;
        int at = 0;
        while (true) {
            int code = program.getShort(8 * at) & 0xffff;
            int yes = program.get(8 * at + 2) & 0xff;
            int no = program.get(8 * at + 3) & 0xff;
            int constant = program.getInt(8 * at + 4);
            at++;
            switch (code) {
                case 0x20 -> accumulator = data.getInt(constant);
                case 0x54 -> accumulator &= constant;
                case 0x05 -> at += constant;
                case 0x15 -> at += accumulator == constant ? yes : no;
                case 0x25 -> at += Integer.compareUnsigned(accumulator, constant) > 0 ? yes : no;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, constant) >= 0 ? yes : no;
                case 0x06 -> {
                    return constant;
                }
                default ->
                        throw new AssertionError(
                                "instruction " + (at - 1) + " is unknown: " + code);
            }
        }
    }
}
