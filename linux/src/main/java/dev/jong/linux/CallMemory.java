package dev.jong.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Memory outside the heap that one thread uses for the arguments of its calls, again and again: a call
/// allocates nothing.
final class CallMemory {
    /// Longest name with its NUL, the kernel's PATH_MAX.
    static final int NAME_BYTES = 4096;

    /// Room for file content, directory records and attribute values (the kernel's attribute limit is 64 KiB).
    static final int DATA_BYTES = 128 * 1024;

    private static final int STRUCT_BYTES = 256;

    final MemorySegment state;
    final MemorySegment struct;
    private final Arena arena;
    private final MemorySegment firstName;
    private final MemorySegment secondName;
    private MemorySegment data = MemorySegment.NULL;

    CallMemory() {
        // Freed by the garbage collector once the thread, and with it this object, is gone.
        arena = Arena.ofAuto();
        state = Kernel.newState(arena);
        struct = arena.allocate(STRUCT_BYTES, 8);
        firstName = arena.allocate(NAME_BYTES);
        secondName = arena.allocate(NAME_BYTES);
    }

    /// The address of a name in the first slot, or a negated error number when no kernel would accept it.
    long first(String name) {
        return place(firstName, name);
    }

    /// The same in the second slot, for calls with two names.
    long second(String name) {
        return place(secondName, name);
    }

    /// The memory for content.
    MemorySegment data() {
        if (data.byteSize() == 0) {
            data = arena.allocate(DATA_BYTES, 8);
        }
        return data;
    }

    private static long place(MemorySegment slot, String name) {
        if (name.length() >= NAME_BYTES) {
            return -Errno.ENAMETOOLONG;
        }
        if (name.indexOf('\0') >= 0) {
            return -Errno.EINVAL;
        }
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(bytes, 0, slot, ValueLayout.JAVA_BYTE, 0, bytes.length);
        slot.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return slot.address();
    }
}
