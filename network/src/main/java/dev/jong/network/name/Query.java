package dev.jong.network.name;

import java.io.IOException;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.WireParseException;

/// One question of a client, and what it says about the answer that it can take.
///
/// @param header the client's id and flags
/// @param question name, type and class
/// @param edns what the client says of itself
record Query(Header header, Record question, Edns edns) {
    /// The most that we send and take in a datagram: fits into what every path carries in one piece.
    static final int PAYLOAD = 1232;

    private static final int LEAST_PAYLOAD = 512;
    private static final int LONGEST = 65_535;
    private static final int[] COPIED = {Flags.RD, Flags.CD, Flags.AD};

    /// What an OPT record says (RFC 6891).
    ///
    /// @param present whether there is one
    /// @param payload the largest datagram that the client takes
    /// @param version 0, and nobody knows another one
    /// @param dnssec whether signatures are wanted
    record Edns(boolean present, int payload, int version, boolean dnssec) {
        /// Of a client that does not know it.
        static final Edns NONE = new Edns(false, LEAST_PAYLOAD, 0, false);

        /// The record of an answer, or of a query that goes on.
        OPTRecord record(int rcode) {
            return new OPTRecord(PAYLOAD, rcode >> 4, 0, dnssec ? ExtendedFlags.DO : 0);
        }
    }

    /// Reads a message that has one question.
    ///
    /// @throws IOException when it is none
    static Query read(byte[] bytes) throws IOException {
        Message message = new Message(bytes);
        Edns edns = Edns.NONE;
        for (Record record : message.getSection(Section.ADDITIONAL)) {
            if (record instanceof OPTRecord opt) {
                if (edns.present()) {
                    throw new WireParseException("more than one OPT record");
                }
                edns = edns(opt);
            }
        }
        return new Query(message.getHeader(), message.getQuestion(), edns);
    }

    private static Edns edns(OPTRecord opt) {
        boolean dnssec = (opt.getFlags() & ExtendedFlags.DO) != 0;
        return new Edns(true, opt.getPayloadSize(), opt.getVersion(), dnssec);
    }

    /// How long the answer may be. Who claims to take large datagrams may not be the one that gets them.
    int limit(Transport transport) {
        return switch (transport) {
            case TCP -> LONGEST;
            case UDP -> Math.clamp(edns.payload(), LEAST_PAYLOAD, PAYLOAD);
        };
    }

    /// The same question, to be asked of another server: with EDNS when the client knows it, but without options, which
    /// are between neighbours. The id is 0 and is to be replaced.
    byte[] forwarded() {
        Message message = new Message(0);
        copyFlags(message.getHeader());
        message.addRecord(question, Section.QUESTION);
        if (edns.present()) {
            message.addRecord(edns.record(0), Section.ADDITIONAL);
        }
        return message.toWire();
    }

    /// Sets what an answer repeats of its query, or a query that goes on of the first.
    void copyFlags(Header to) {
        for (int flag : COPIED) {
            if (header.getFlag(flag)) {
                to.setFlag(flag);
            }
        }
    }
}
