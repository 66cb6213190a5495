package dev.jong.build.files;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Digests by [Stamp] as bytes of a file, looked up in them: tens of thousands of objects would take longer to make than
/// the few that a build asks for.
///
/// The file: eight bytes that name the form, the CRC-32C of all that follows in eight, then records of 80 bytes: device,
/// inode, size, seconds, changed seconds (eight bytes each), nanoseconds, changed nanoseconds (four each), SHA-256.
final class StatRecords {
    static final StatRecords EMPTY = new StatRecords(new byte[0], 0);

    private static final long FORM = 0x6a6f6e6773746131L; // "jongsta1"
    private static final byte[] DIGITS = Text.bytes("0123456789abcdef");
    private static final int HEAD = 16;
    private static final int LENGTH = 80;
    private static final int DIGEST_AT = 48;

    /// 20 MiB in the file.
    private static final int MOST = 1 << 18;

    private final ByteBuffer bytes;
    private final int count;

    /// Numbers of records from 1 by hash, 0 for none; as long as a power of two.
    private final int[] index;

    private StatRecords(byte[] file, int count) {
        this.bytes = ByteBuffer.wrap(file);
        this.count = count;
        this.index = new int[Math.max(2, Integer.highestOneBit(count) * 4)];
        for (int i = 0; i < count; i++) {
            put(i);
        }
    }

    /// Reads a file; nothing is in a damaged one.
    static StatRecords parse(byte[] file) {
        int length = file.length - HEAD;
        if (length < 0 || length % LENGTH != 0) {
            return EMPTY;
        }
        ByteBuffer head = ByteBuffer.wrap(file);
        boolean good = head.getLong(0) == FORM && head.getLong(8) == checksum(file);
        return good ? new StatRecords(file, length / LENGTH) : EMPTY;
    }

    /// The file that holds these.
    byte[] bytes() {
        return bytes.array();
    }

    Optional<Digest> find(Stamp stamp) {
        int mask = index.length - 1;
        for (int slot = slot(stamp.device(), stamp.inode()); index[slot] != 0; ) {
            int at = HEAD + (index[slot] - 1) * LENGTH;
            if (isAt(stamp, at)) {
                return Optional.of(new Digest(Digest.Algorithm.SHA256, hex(at + DIGEST_AT)));
            }
            slot = slot + 1 & mask;
        }
        return Optional.empty();
    }

    /// These and others. Of a file that has changed only the new record stays; beyond the limit the oldest go.
    StatRecords with(Map<Stamp, Digest> more) {
        ByteBuffer out = ByteBuffer.allocate(HEAD + (count + more.size()) * LENGTH);
        out.position(HEAD);
        int room = MOST;
        for (Map.Entry<Stamp, Digest> each : more.entrySet()) {
            if (room-- > 0) {
                write(each.getKey(), each.getValue(), out);
            }
        }
        StatRecords fresh = new StatRecords(out.array(), (out.position() - HEAD) / LENGTH);
        for (int i = 0; i < count && room > 0; i++) {
            int at = HEAD + i * LENGTH;
            if (!fresh.hasFile(bytes.getLong(at), bytes.getLong(at + 8))) {
                out.put(bytes.array(), at, LENGTH);
                room--;
            }
        }
        byte[] file = Arrays.copyOf(out.array(), out.position());
        ByteBuffer.wrap(file).putLong(0, FORM).putLong(8, checksum(file));
        return new StatRecords(file, (file.length - HEAD) / LENGTH);
    }

    private boolean hasFile(long device, long inode) {
        int mask = index.length - 1;
        for (int slot = slot(device, inode); index[slot] != 0; slot = slot + 1 & mask) {
            int at = HEAD + (index[slot] - 1) * LENGTH;
            if (bytes.getLong(at) == device && bytes.getLong(at + 8) == inode) {
                return true;
            }
        }
        return false;
    }

    private void put(int record) {
        int mask = index.length - 1;
        int at = HEAD + record * LENGTH;
        int slot = slot(bytes.getLong(at), bytes.getLong(at + 8));
        while (index[slot] != 0) {
            slot = slot + 1 & mask;
        }
        index[slot] = record + 1;
    }

    private int slot(long device, long inode) {
        long mixed = (inode ^ device << 32) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & index.length - 1;
    }

    private boolean isAt(Stamp stamp, int at) {
        return bytes.getLong(at + 8) == stamp.inode()
                && bytes.getLong(at) == stamp.device()
                && bytes.getLong(at + 16) == stamp.size()
                && bytes.getLong(at + 24) == stamp.seconds()
                && bytes.getLong(at + 32) == stamp.changedSeconds()
                && bytes.getInt(at + 40) == stamp.nanoseconds()
                && bytes.getInt(at + 44) == stamp.changedNanoseconds();
    }

    private String hex(int at) {
        byte[] file = bytes.array();
        byte[] digits = new byte[64];
        for (int i = 0; i < 32; i++) {
            digits[2 * i] = DIGITS[file[at + i] >> 4 & 15];
            digits[2 * i + 1] = DIGITS[file[at + i] & 15];
        }
        return Text.of(digits);
    }

    private static void write(Stamp stamp, Digest digest, ByteBuffer out) {
        out.putLong(stamp.device()).putLong(stamp.inode()).putLong(stamp.size());
        out.putLong(stamp.seconds()).putLong(stamp.changedSeconds());
        out.putInt(stamp.nanoseconds()).putInt(stamp.changedNanoseconds());
        out.put(HexFormat.of().parseHex(digest.hex()));
    }

    private static long checksum(byte[] file) {
        CRC32C checksum = new CRC32C();
        checksum.update(file, HEAD, file.length - HEAD);
        return checksum.getValue();
    }
}
