package dev.jong.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Small ELF files for 64 bits, little end first, that say what a test wants them to. They hold no code.
public final class ElfBytes {
    /// `e_machine` of x86-64.
    public static final int X86_64 = 62;

    /// `e_machine` of AArch64.
    public static final int AARCH64 = 183;

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final long BASE = 0x400000;

    private final int machine;
    private int type = 3;
    private String loader = "";
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final List<long[]> dynamic = new ArrayList<>();

    /// A file that is a program and could be a library, for a machine.
    public ElfBytes(int machine) {
        this.machine = machine;
        strings.write(0);
    }

    /// That of this host.
    public static int host() {
        return System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64;
    }

    /// Another `e_type`.
    public ElfBytes type(int other) {
        type = other;
        return this;
    }

    /// Its PT_INTERP.
    public ElfBytes loader(String path) {
        loader = path;
        return this;
    }

    /// One more DT_NEEDED.
    public ElfBytes needs(String library) {
        return text(1, library);
    }

    /// Its DT_RPATH.
    public ElfBytes rpath(String directories) {
        return text(15, directories);
    }

    /// Its DT_RUNPATH.
    public ElfBytes runpath(String directories) {
        return text(29, directories);
    }

    private ElfBytes text(long tag, String text) {
        dynamic.add(new long[] {tag, strings.size()});
        strings.writeBytes((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// The file.
    public byte[] bytes() {
        byte[] path = (loader + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int segments = loader.isEmpty() ? 2 : 3;
        int pathAt = HEADER + segments * SEGMENT;
        int dynamicAt = (pathAt + path.length + 15) / 16 * 16;
        int entries = dynamic.size() + 6;
        int symbolsAt = dynamicAt + 16 * entries;
        int hashAt = symbolsAt + 24;
        int stringsAt = hashAt + 16;
        int size = stringsAt + strings.size();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        header(out, segments);
        segment(out, 1, 0, size, 4096);
        if (!loader.isEmpty()) {
            segment(out, 3, pathAt, path.length, 1);
        }
        segment(out, 2, dynamicAt, 16 * entries, 8);
        out.position(pathAt).put(path);
        out.position(dynamicAt);
        for (long[] entry : dynamic) {
            out.putLong(entry[0]).putLong(entry[1]);
        }
        // Table of names, of symbols, their hash table, and the sizes that go with them.
        out.putLong(5).putLong(BASE + stringsAt).putLong(6).putLong(BASE + symbolsAt);
        out.putLong(4).putLong(BASE + hashAt).putLong(10).putLong(strings.size());
        out.putLong(11).putLong(24).putLong(0).putLong(0);
        out.position(hashAt);
        out.putInt(1).putInt(1).putInt(0).putInt(0);
        out.position(stringsAt).put(strings.toByteArray());
        return out.array();
    }

    private void header(ByteBuffer out, int segments) {
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
        out.position(16);
        out.putShort((short) type).putShort((short) machine).putInt(1);
        out.putLong(BASE).putLong(HEADER).putLong(0).putInt(0);
        out.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) segments);
        out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private static void segment(ByteBuffer out, int type, int at, int size, int align) {
        out.putInt(type).putInt(6).putLong(at).putLong(BASE + at).putLong(BASE + at);
        out.putLong(size).putLong(size).putLong(align);
    }
}
