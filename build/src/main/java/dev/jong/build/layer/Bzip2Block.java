package dev.jong.build.layer;

import java.io.IOException;

/// One block of bzip2 data, decoded; gives its bytes once. Checks them against the block's checksum at their end.
final class Bzip2Block {
    /// A block without bytes.
    static final Bzip2Block EMPTY = new Bzip2Block(new int[0], 0, 0, 0);

    private static final int[] CRC = table();

    private final int[] links;
    private final int checksum;
    private int left;
    private int at;
    private int previous = -1;
    private int run;
    private int repeats;
    private int crc = -1;
    private boolean checked;

    /// @param links for each place, the byte in the low 8 bits and the next place in the others
    /// @param length bytes before runs are written out
    private Bzip2Block(int[] links, int length, int start, int checksum) {
        this.links = links;
        this.left = length;
        this.at = start;
        this.checksum = checksum;
        this.checked = length == 0;
    }

    /// What the block says of itself.
    int checksum() {
        return checksum;
    }

    /// Decodes a block whose magic has been read.
    ///
    /// @param memory room for the largest block
    static Bzip2Block read(Bzip2Bits bits, int[] memory) throws IOException {
        int checksum = bits.readInt();
        if (bits.readBit()) {
            throw new IOException("bzip2 data of a version before 0.9.5 can't be read");
        }
        int origin = bits.read(24);
        int length = new Bzip2Symbols(bits).decode(memory);
        if (origin >= length) {
            throw Bzip2Stream.damaged();
        }
        int start = link(memory, length, origin);
        return new Bzip2Block(memory, length, start, checksum);
    }

    /// Turns the transform back: each place learns which one follows.
    private static int link(int[] memory, int length, int origin) {
        int[] starts = new int[257];
        for (int i = 0; i < length; i++) {
            starts[(memory[i] & 0xff) + 1]++;
        }
        for (int i = 1; i <= 256; i++) {
            starts[i] += starts[i - 1];
        }
        for (int i = 0; i < length; i++) {
            int place = starts[memory[i] & 0xff]++;
            memory[place] |= i << 8;
        }
        return memory[origin] >>> 8;
    }

    /// Gives bytes; -1 at the end.
    int read(byte[] to, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && (repeats > 0 || left > 0)) {
            if (repeats == 0) {
                step();
                if (repeats == 0) {
                    continue;
                }
            }
            repeats--;
            to[offset + done++] = (byte) previous;
            crc = crc << 8 ^ CRC[(crc >>> 24 ^ previous) & 0xff];
        }
        if (repeats == 0 && left == 0 && !checked) {
            checked = true;
            if (~crc != checksum) {
                throw Bzip2Stream.damaged();
            }
        }
        return done == 0 ? -1 : done;
    }

    /// Takes one place: four equal bytes are followed by how many more there are.
    private void step() {
        int link = links[at];
        int value = link & 0xff;
        at = link >>> 8;
        left--;
        if (run == 4) {
            repeats = value;
            run = 0;
            return;
        }
        run = value == previous ? run + 1 : 1;
        previous = value;
        repeats = 1;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
            }
            table[i] = value;
        }
        return table;
    }
}
