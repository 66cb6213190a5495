package dev.jong.store.layer;

import dev.jong.base.Text;

/// A tar header with any field, for archives that no honest writer makes.
final class RawHeader {
    private final byte[] block = new byte[512];

    static RawHeader of(String name, char type) {
        RawHeader header = new RawHeader();
        header.field(0, Text.bytes(name))
                .field(100, Text.bytes("0000644"))
                .field(257, Text.bytes("ustar\00000"));
        header.block[156] = (byte) type;
        return header;
    }

    RawHeader size(long size) {
        StringBuilder octal = new StringBuilder(Long.toOctalString(size));
        while (octal.length() < 11) {
            octal.insert(0, '0');
        }
        return field(124, Text.bytes(octal.toString()));
    }

    RawHeader field(int at, byte[] value) {
        System.arraycopy(value, 0, block, at, value.length);
        return this;
    }

    /// The block with its checksum.
    byte[] block() {
        field(148, Text.bytes("        "));
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        String octal = "000000" + Integer.toOctalString(sum);
        return field(148, Text.bytes(octal.substring(octal.length() - 6) + "\0 ")).block.clone();
    }
}
