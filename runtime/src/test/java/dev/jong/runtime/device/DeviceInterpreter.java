package dev.jong.runtime.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Runs a device program on one access, as the kernel would.
final class DeviceInterpreter {
    private DeviceInterpreter() {}

    static long run(byte[] program, int type, int access, int major, int minor) {
        ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int[] context = {access << 16 | type, major, minor};
        long[] registers = new long[11];
        int at = 0;
        while (true) {
            int operation = code.get(8 * at) & 0xff;
            int to = code.get(8 * at + 1) & 15;
            int from = code.get(8 * at + 1) >> 4 & 15;
            int offset = code.getShort(8 * at + 2);
            int constant = code.getInt(8 * at + 4);
            at++;
            switch (operation) {
                case 0x61 -> registers[to] = context[offset / 4] & 0xffffffffL;
                case 0xbf -> registers[to] = registers[from];
                case 0xb7 -> registers[to] = constant;
                case 0x57 -> registers[to] &= constant;
                case 0x77 -> registers[to] >>>= constant;
                case 0x55 -> at += registers[to] == constant ? 0 : offset;
                case 0x5d -> at += registers[to] == registers[from] ? 0 : offset;
                case 0x95 -> {
                    return registers[0];
                }
                default ->
                        throw new AssertionError(
                                "instruction " + (at - 1) + " is unknown: " + operation);
            }
        }
    }
}
