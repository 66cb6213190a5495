package dev.jong.build.layer;

import java.io.IOException;

/// Decodes the symbols of a bzip2 block: Huffman codes, of which another table holds for every fifty, then bytes moved to
/// the front and runs of the foremost.
final class Bzip2Symbols {
    private static final int GROUP = 50;
    private static final int LONGEST_CODE = 20;
    private static final int MOST_SELECTORS = 18_002;

    private final Bzip2Bits bits;
    private final byte[] front = new byte[256];
    private int used;
    private Table[] tables = {};
    private byte[] selectors = {};

    Bzip2Symbols(Bzip2Bits bits) {
        this.bits = bits;
    }

    /// Canonical codes.
    ///
    /// @param limits the largest code of each length, -1 where there is none
    /// @param offsets what is added to a code of that length for its place among the symbols
    /// @param symbols by code
    private record Table(int[] limits, int[] offsets, int[] symbols) {}

    /// Decodes into `out`; returns how many bytes there are.
    int decode(int[] out) throws IOException {
        readAlphabet();
        int count = bits.read(3);
        int groups = bits.read(15);
        if (count < 2 || count > 6 || groups == 0) {
            throw Bzip2Stream.damaged();
        }
        readSelectors(count, groups);
        tables = new Table[count];
        for (int i = 0; i < count; i++) {
            tables[i] = readTable(used + 2);
        }
        return readBytes(out);
    }

    private void readAlphabet() throws IOException {
        int ranges = bits.read(16);
        for (int high = 0; high < 16; high++) {
            if ((ranges >> 15 - high & 1) != 0) {
                int present = bits.read(16);
                for (int low = 0; low < 16; low++) {
                    if ((present >> 15 - low & 1) != 0) {
                        front[used++] = (byte) (high << 4 | low);
                    }
                }
            }
        }
        if (used == 0) {
            throw Bzip2Stream.damaged();
        }
    }

    private void readSelectors(int count, int groups) throws IOException {
        selectors = new byte[Math.min(groups, MOST_SELECTORS)];
        byte[] order = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < groups; i++) {
            int place = 0;
            while (bits.readBit()) {
                place++;
                if (place >= count) {
                    throw Bzip2Stream.damaged();
                }
            }
            byte chosen = order[place];
            System.arraycopy(order, 0, order, 1, place);
            order[0] = chosen;
            if (i < selectors.length) {
                selectors[i] = chosen;
            }
        }
    }

    private Table readTable(int symbols) throws IOException {
        int[] lengths = new int[symbols];
        int length = bits.read(5);
        for (int i = 0; i < symbols; i++) {
            while (bits.readBit()) {
                length += bits.readBit() ? -1 : 1;
                checkLength(length);
            }
            checkLength(length);
            lengths[i] = length;
        }
        return table(lengths);
    }

    private static void checkLength(int length) throws IOException {
        if (length < 1 || length > LONGEST_CODE) {
            throw Bzip2Stream.damaged();
        }
    }

    private static Table table(int[] lengths) {
        int[] limits = new int[LONGEST_CODE + 1];
        int[] offsets = new int[LONGEST_CODE + 1];
        int[] symbols = new int[lengths.length];
        int code = 0;
        int at = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            offsets[length] = at - code;
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] == length) {
                    symbols[at++] = i;
                    code++;
                }
            }
            limits[length] = code - 1;
            code <<= 1;
        }
        return new Table(limits, offsets, symbols);
    }

    private int readBytes(int[] out) throws IOException {
        int end = used + 1;
        int length = 0;
        long run = 0;
        long weight = 1;
        for (int read = 0; ; read++) {
            int symbol = readSymbol(read / GROUP);
            if (symbol <= 1) {
                // Runs are numbers of digits 1 and 2, the lowest first.
                run += weight << symbol;
                weight <<= 1;
                if (run > out.length - length) {
                    throw Bzip2Stream.damaged();
                }
                continue;
            }
            for (; run > 0; run--) {
                out[length++] = front[0] & 0xff;
            }
            weight = 1;
            if (symbol == end) {
                return length;
            }
            if (length == out.length) {
                throw Bzip2Stream.damaged();
            }
            out[length++] = toFront(symbol - 1);
        }
    }

    private int toFront(int place) {
        byte value = front[place];
        System.arraycopy(front, 0, front, 1, place);
        front[0] = value;
        return value & 0xff;
    }

    private int readSymbol(int group) throws IOException {
        if (group >= selectors.length) {
            throw Bzip2Stream.damaged();
        }
        Table table = tables[selectors[group]];
        int code = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            code = code << 1 | bits.read(1);
            int at = code + table.offsets[length];
            if (code <= table.limits[length] && at >= 0 && at < table.symbols.length) {
                return table.symbols[at];
            }
        }
        throw Bzip2Stream.damaged();
    }
}
