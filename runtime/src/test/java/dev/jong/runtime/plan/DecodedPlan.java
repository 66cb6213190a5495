package dev.jong.runtime.plan;

import dev.jong.base.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a plan as the front does, with nothing but the layout of contract.h: pointers are followed, and every one of
/// them must stay in the block.
final class DecodedPlan {
    private final ByteBuffer bytes;
    final Set<Long> strings = new HashSet<>();

    DecodedPlan(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A field of the header.
    int word(int offset) {
        return bytes.getInt(offset);
    }

    /// A field of the header.
    long wide(int offset) {
        return bytes.getLong(offset);
    }

    /// Number, mask, result, tolerated, six arguments.
    record RawOp(int number, int mask, int result, int tolerated, long[] args) {}

    List<RawOp> list(int number) {
        int offset = word(32 + 8 * number);
        List<RawOp> out = new ArrayList<>();
        for (int i = 0; i < word(36 + 8 * number); i++) {
            ByteBuffer op =
                    bytes.slice(offset + i * Contract.PLAN_OP_SIZE, Contract.PLAN_OP_SIZE)
                            .order(ByteOrder.LITTLE_ENDIAN);
            long[] args = new long[6];
            for (int arg = 0; arg < 6; arg++) {
                args[arg] = op.getLong(8 + 8 * arg);
            }
            out.add(
                    new RawOp(
                            op.getInt(0),
                            op.get(4) & 0xff,
                            op.get(5) & 0xff,
                            op.getShort(6) & 0xffff,
                            args));
        }
        return out;
    }

    /// The NUL-terminated string at an address.
    String string(long address) {
        strings.add(address);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = at(address); bytes.get(at) != 0; at++) {
            out.write(bytes.get(at));
        }
        return Text.of(out.toByteArray());
    }

    /// The NULL-terminated array of strings at an address.
    List<String> strings(long address) {
        List<String> out = new ArrayList<>();
        for (int at = aligned(address); bytes.getLong(at) != 0; at += 8) {
            out.add(string(bytes.getLong(at)));
        }
        return out;
    }

    /// Eight bytes of a structure.
    long wideAt(long address) {
        return bytes.getLong(aligned(address));
    }

    byte[] block(long address, int size) {
        int at = aligned(address);
        return Arrays.copyOfRange(bytes.array(), at, at + size);
    }

    /// The instructions behind a `struct sock_fprog`.
    byte[] filter(long address) {
        int at = aligned(address);
        int instructions = bytes.getShort(at) & 0xffff;
        return block(bytes.getLong(at + 8), instructions * 8);
    }

    private int aligned(long address) {
        if (address % 8 != 0) {
            throw new AssertionError("not aligned: " + Long.toHexString(address));
        }
        return at(address);
    }

    private int at(long address) {
        long offset = address - Contract.PLAN_BASE;
        if (offset < Contract.PLAN_HEADER_SIZE || offset >= bytes.capacity()) {
            throw new AssertionError("a pointer out of the plan: " + Long.toHexString(address));
        }
        return (int) offset;
    }
}
