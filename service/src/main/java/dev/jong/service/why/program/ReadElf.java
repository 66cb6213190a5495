package dev.jong.service.why.program;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads the few parts of an ELF file that decide whether it runs. Numbers in it are an attacker's: what is read has
/// limits that do not depend on them.
final class ReadElf {
    private static final int SEGMENTS = 256;
    private static final int DYNAMIC = 64 << 10;
    private static final int LIBRARIES = 512;
    private static final int TEXT = 4096;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;

    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_RPATH = 15;
    private static final int DT_RUNPATH = 29;

    private final FileBytes file;
    private final ByteBuffer header;
    private final boolean wide;
    private final List<Segment> segments = new ArrayList<>();

    private ReadElf(FileBytes file, byte[] head) throws DamagedFile {
        this.file = file;
        this.wide = head[4] == 2;
        if (head[4] != 1 && head[4] != 2 || head[5] != 1 && head[5] != 2) {
            throw new DamagedFile("its header has an unknown class or byte order");
        }
        if (head.length < (wide ? 64 : 52)) {
            throw new DamagedFile("its header is cut off");
        }
        this.header = buffer(head, head[5] == 2);
    }

    /// A program header's fields.
    private record Segment(int type, long offset, long address, long size) {}

    /// Whether a file begins as an ELF file.
    static boolean isElf(byte[] head) {
        return head.length >= 6
                && head[0] == 0x7f
                && head[1] == 'E'
                && head[2] == 'L'
                && head[3] == 'F';
    }

    /// Reads a file that begins as one.
    ///
    /// @throws DamagedFile when it contradicts itself
    static ElfFile read(FileBytes file) throws IOException, DamagedFile {
        byte[] head = file.at(0, 64);
        if (!isElf(head)) {
            throw new DamagedFile("it is no ELF file");
        }
        return new ReadElf(file, head).read();
    }

    private ElfFile read() throws IOException, DamagedFile {
        readSegments();
        String loader = "";
        byte[] dynamic = new byte[0];
        for (Segment segment : segments) {
            if (segment.type() == PT_INTERP) {
                loader = text(segment.offset(), segment.size());
            }
            if (segment.type() == PT_DYNAMIC) {
                dynamic = file.at(segment.offset(), limited(segment.size(), DYNAMIC));
            }
        }
        List<String> needed = new ArrayList<>();
        String[] paths = {"", ""};
        readDynamic(buffer(dynamic, isBig()), needed, paths);
        return new ElfFile(
                wide,
                isBig(),
                header.getShort(16) & 0xffff,
                header.getShort(18) & 0xffff,
                loader,
                needed,
                paths[0],
                paths[1]);
    }

    private void readSegments() throws IOException, DamagedFile {
        long start = wide ? header.getLong(32) : unsigned(header.getInt(28));
        int size = header.getShort(wide ? 54 : 42) & 0xffff;
        int count = header.getShort(wide ? 56 : 44) & 0xffff;
        int least = wide ? 56 : 32;
        if (count > 0 && size != least) {
            throw new DamagedFile("its program headers have an impossible size");
        }
        if (count > SEGMENTS) {
            throw new DamagedFile("it has more than " + SEGMENTS + " program headers");
        }
        ByteBuffer table = buffer(file.at(start, count * least), isBig());
        if (table.limit() < count * least) {
            throw new DamagedFile("its program headers are cut off");
        }
        for (int i = 0; i < count; i++) {
            int at = i * least;
            segments.add(
                    wide
                            ? new Segment(
                                    table.getInt(at),
                                    table.getLong(at + 8),
                                    table.getLong(at + 16),
                                    table.getLong(at + 32))
                            : new Segment(
                                    table.getInt(at),
                                    unsigned(table.getInt(at + 4)),
                                    unsigned(table.getInt(at + 8)),
                                    unsigned(table.getInt(at + 16))));
        }
    }

    /// @param paths gets DT_RPATH and DT_RUNPATH
    private void readDynamic(ByteBuffer dynamic, List<String> needed, String[] paths)
            throws IOException, DamagedFile {
        long strings = -1;
        int size = wide ? 16 : 8;
        for (int at = 0; at + size <= dynamic.limit() && tag(dynamic, at) != 0; at += size) {
            if (tag(dynamic, at) == DT_STRTAB) {
                strings = offset(value(dynamic, at));
            }
        }
        for (int at = 0; at + size <= dynamic.limit() && tag(dynamic, at) != 0; at += size) {
            long tag = tag(dynamic, at);
            if (tag != DT_NEEDED && tag != DT_RPATH && tag != DT_RUNPATH) {
                continue;
            }
            if (strings < 0) {
                throw new DamagedFile("its table of names is nowhere");
            }
            String text = text(strings + value(dynamic, at), TEXT);
            if (tag != DT_NEEDED) {
                paths[tag == DT_RPATH ? 0 : 1] = text;
            } else if (needed.size() < LIBRARIES) {
                needed.add(text);
            }
        }
    }

    private long tag(ByteBuffer dynamic, int at) {
        return wide ? dynamic.getLong(at) : dynamic.getInt(at);
    }

    private long value(ByteBuffer dynamic, int at) {
        return wide ? dynamic.getLong(at + 8) : unsigned(dynamic.getInt(at + 4));
    }

    /// Where in the file an address of the loaded program is; -1 when in no segment.
    private long offset(long address) {
        for (Segment segment : segments) {
            long within = address - segment.address();
            if (segment.type() == PT_LOAD && within >= 0 && within < segment.size()) {
                return segment.offset() + within;
            }
        }
        return -1;
    }

    /// Text up to its NUL.
    private String text(long offset, long size) throws IOException, DamagedFile {
        byte[] bytes = file.at(offset, limited(size, TEXT));
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return Text.of(java.util.Arrays.copyOf(bytes, i));
            }
        }
        throw new DamagedFile("a name in it has no end");
    }

    private boolean isBig() {
        return header.order() == ByteOrder.BIG_ENDIAN;
    }

    private static int limited(long size, int limit) {
        return size < 0 ? limit : (int) Math.min(size, limit);
    }

    private static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }

    private static ByteBuffer buffer(byte[] bytes, boolean big) {
        return ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
}
