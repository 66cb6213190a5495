package dev.jong.runtime.plan;

import dev.jong.base.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a plan as the bytes of `struct plan`: header, operations, data. Pointers are absolute for
/// [Contract#PLAN_BASE]; equal strings are stored once.
public final class PlanEncoder {
    private final LaunchPlan plan;
    private final int dataStart;
    private final Map<String, Long> strings = new HashMap<>();
    private final IdentityHashMap<byte[], Long> blocks = new IdentityHashMap<>();
    private final List<byte[]> data = new ArrayList<>();
    private int dataSize;

    private PlanEncoder(LaunchPlan plan) {
        this.plan = plan;
        int ops = 0;
        for (int list = 0; list < LaunchPlan.LISTS; list++) {
            ops += plan.list(list).size();
        }
        this.dataStart = Contract.PLAN_HEADER_SIZE + ops * Contract.PLAN_OP_SIZE;
    }

    /// The bytes of a plan.
    public static byte[] encode(LaunchPlan plan) {
        return new PlanEncoder(plan).write();
    }

    /// The bytes, and where blocks lie in them.
    static EncodedPlan encoded(LaunchPlan plan) {
        PlanEncoder encoder = new PlanEncoder(plan);
        byte[] bytes = encoder.write();
        return new EncodedPlan(plan, bytes, encoder::offset);
    }

    private int offset(byte[] block) {
        Long address = blocks.get(block);
        return address == null ? -1 : (int) (address - Contract.PLAN_BASE);
    }

    private byte[] write() {
        ByteBuffer head = ByteBuffer.allocate(dataStart).order(ByteOrder.LITTLE_ENDIAN);
        head.position(Contract.PLAN_HEADER_SIZE);
        int[] offsets = new int[LaunchPlan.LISTS];
        for (int list = 0; list < LaunchPlan.LISTS; list++) {
            offsets[list] = head.position();
            for (Op op : plan.list(list)) {
                op(head, op);
            }
        }
        head.position(0);
        header(head, offsets);
        ByteBuffer whole = ByteBuffer.allocate(dataStart + dataSize).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(head.array());
        for (byte[] chunk : data) {
            whole.put(chunk);
        }
        whole.putLong(8, whole.capacity());
        return whole.array();
    }

    private void header(ByteBuffer out, int[] offsets) {
        out.putInt(Contract.PLAN_MAGIC)
                .putInt(Contract.PLAN_VERSION)
                .putLong(0)
                .putLong(plan.cloneFlags());
        out.putInt(plan.flags());
        out.putInt(plan.cgroup().map(Arg.Register::index).orElse(Contract.PLAN_NO_REGISTER));
        for (int list = 0; list < LaunchPlan.LISTS; list++) {
            out.putInt(offsets[list]).putInt(plan.list(list).size());
        }
        Optional<LaunchPlan.Monitor> monitor = plan.monitor();
        out.putLong(optional(monitor.flatMap(LaunchPlan.Monitor::log)));
        out.putLong(monitor.map(LaunchPlan.Monitor::logLimit).orElse(0L));
        out.putLong(monitor.map(LaunchPlan.Monitor::logFiles).orElse(0L));
        out.putLong(monitor.map(LaunchPlan.Monitor::logBuffer).orElse(0L));
        String fields = monitor.map(LaunchPlan.Monitor::logFields).orElse("");
        out.putLong(fields.isEmpty() ? 0 : string(fields));
        out.putLong(optional(monitor.flatMap(LaunchPlan.Monitor::detachKeys)));
        out.putLong(optional(monitor.map(LaunchPlan.Monitor::container)));
        out.putLong(monitor.flatMap(LaunchPlan.Monitor::cleanUp).map(this::array).orElse(0L));
        out.putInt(plan.listener().map(Arg.Register::index).orElse(Contract.PLAN_NO_REGISTER));
        out.putInt(fields.length());
    }

    private void op(ByteBuffer out, Op op) {
        int mask = 0;
        long[] values = new long[6];
        for (int i = 0; i < op.args().size(); i++) {
            Arg arg = op.args().get(i);
            if (arg instanceof Arg.Register) {
                mask |= 1 << i;
            }
            values[i] = value(arg);
        }
        out.putInt(op.number())
                .put((byte) mask)
                .put((byte) op.result())
                .putShort((short) op.tolerated());
        for (long value : values) {
            out.putLong(value);
        }
    }

    private long value(Arg arg) {
        return switch (arg) {
            case Arg.Value v -> v.value();
            case Arg.Flags f -> f.value();
            case Arg.Register r -> r.index();
            case Arg.Str s -> string(s.text());
            case Arg.Block b -> shared(b.bytes());
            case Arg.Words w -> words(w.words());
            case Arg.Strings s -> array(s.texts());
            case Arg.Filter f -> filter(f.instructions());
        };
    }

    private long optional(Optional<String> text) {
        return text.isPresent() ? string(text.get()) : 0;
    }

    private long string(String text) {
        Long known = strings.get(text);
        if (known != null) {
            return known;
        }
        byte[] bytes = Text.bytes(text);
        byte[] ended = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, ended, 0, bytes.length);
        long address = block(ended);
        strings.put(text, address);
        return address;
    }

    private long array(List<String> texts) {
        ByteBuffer pointers =
                ByteBuffer.allocate((texts.size() + 1) * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (String text : texts) {
            pointers.putLong(string(text));
        }
        return block(pointers.array());
    }

    /// Operations that name the same block share it: one may change what the other uses.
    private long shared(byte[] bytes) {
        Long known = blocks.get(bytes);
        if (known != null) {
            return known;
        }
        long address = block(bytes);
        blocks.put(bytes, address);
        return address;
    }

    private long words(List<Arg> words) {
        ByteBuffer out = ByteBuffer.allocate(words.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (Arg word : words) {
            out.putLong(value(word));
        }
        return block(out.array());
    }

    private long filter(byte[] instructions) {
        long code = block(instructions);
        ByteBuffer program = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        program.putShort((short) (instructions.length / 8)).position(8);
        program.putLong(code);
        return block(program.array());
    }

    /// Appends bytes at the next multiple of eight and returns their address.
    private long block(byte[] bytes) {
        int padding = -(dataStart + dataSize) & 7;
        if (padding > 0) {
            data.add(new byte[padding]);
            dataSize += padding;
        }
        long address = Contract.PLAN_BASE + dataStart + dataSize;
        data.add(bytes);
        dataSize += bytes.length;
        return address;
    }
}
