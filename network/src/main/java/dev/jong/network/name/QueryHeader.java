package dev.jong.network.name;

/// The part of a message that is always there (RFC 1035, 4.1.1). It is looked at before the rest is read: it tells what
/// is no query, and how much a reader would set aside for the rest.
///
/// @param id the client's number
/// @param flags all sixteen bits behind it
/// @param questions how many there are said to be
/// @param records how many answers and authorities there are said to be
/// @param additional how many additional records there are said to be
record QueryHeader(int id, int flags, int questions, int records, int additional) {
    /// Bytes.
    static final int LENGTH = 12;

    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int RCODE = 0x000f;

    /// EDNS, a signature, and one that nobody has thought of yet.
    private static final int MOST_ADDITIONAL = 3;

    /// Reads it from a message of at least [#LENGTH] bytes.
    static QueryHeader of(byte[] message) {
        return new QueryHeader(
                word(message, 0),
                word(message, 2),
                word(message, 4),
                word(message, 6) + word(message, 8),
                word(message, 10));
    }

    private static int word(byte[] message, int at) {
        return (message[at] & 255) << 8 | message[at + 1] & 255;
    }

    /// Whether it answers. Nobody answers an answer: two servers would go on for ever.
    boolean isResponse() {
        return (flags & RESPONSE) != 0;
    }

    /// What is asked for: 0 is a query.
    int opcode() {
        return (flags & OPCODE) >> 11;
    }

    /// Whether there is more than fitted.
    boolean isTruncated() {
        return (flags & TRUNCATED) != 0;
    }

    /// How it went, without what EDNS adds.
    int rcode() {
        return flags & RCODE;
    }

    /// Whether the rest can be one question with EDNS, as queries are (RFC 9619).
    boolean isOneQuestion() {
        return questions == 1 && records == 0 && additional <= MOST_ADDITIONAL && !isTruncated();
    }

    /// An answer of nothing but a header: for what can't be read further, or mustn't.
    ///
    /// @param rcode one of [Rcode], up to 15
    byte[] bare(int rcode) {
        int kept = flags & (OPCODE | RECURSION_DESIRED);
        int answer = RESPONSE | kept | RECURSION_AVAILABLE | rcode;
        byte[] out = new byte[LENGTH];
        out[0] = (byte) (id >> 8);
        out[1] = (byte) id;
        out[2] = (byte) (answer >> 8);
        out[3] = (byte) answer;
        return out;
    }
}
