package dev.jong.network.name;

import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// An answer as it is put together.
///
/// @param rcode how it went, with the bits that EDNS adds
/// @param truncated whether there is more than this, wherever it went missing
/// @param authoritative whether we know it ourselves
/// @param authentic whether a server upstream says that it has checked signatures
record Response(
        int rcode,
        boolean truncated,
        boolean authoritative,
        boolean authentic,
        List<Record> answers,
        List<Record> authorities,
        List<Record> additional) {

    Response {
        answers = List.copyOf(answers);
        authorities = List.copyOf(authorities);
        additional = List.copyOf(additional);
    }

    /// What we know ourselves.
    static Response own(List<Record> answers) {
        return new Response(Rcode.NOERROR, false, true, false, answers, List.of(), List.of());
    }

    /// A refusal of any kind.
    static Response failure(int rcode, boolean authoritative) {
        return new Response(rcode, false, authoritative, false, List.of(), List.of(), List.of());
    }

    /// The message for who asked. What does not fit is left out from the end: some clients never ask again by TCP, and
    /// three of five addresses are better than none.
    ///
    /// @param limit the longest that it may be
    byte[] bytes(Query query, int limit) {
        int all = answers.size() + authorities.size() + additional.size();
        byte[] whole = message(query, all).toWire();
        if (whole.length <= limit) {
            return whole;
        }
        int fits = 0;
        int tooMany = all;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (message(query, middle).toWire().length <= limit) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return message(query, fits).toWire();
    }

    private Message message(Query query, int count) {
        Message message = new Message(query.header().getID());
        Header header = message.getHeader();
        header.setRcode(rcode & 15);
        query.copyFlags(header);
        set(header, Flags.QR, true);
        set(header, Flags.RA, true);
        set(header, Flags.AA, authoritative);
        set(header, Flags.AD, authentic);
        set(header, Flags.TC, truncated || count < answers.size() + authorities.size());
        message.addRecord(query.question(), Section.QUESTION);
        int left = add(message, Section.ANSWER, answers, count);
        left = add(message, Section.AUTHORITY, authorities, left);
        add(message, Section.ADDITIONAL, additional, left);
        if (query.edns().present()) {
            message.addRecord(query.edns().record(rcode), Section.ADDITIONAL);
        }
        return message;
    }

    private static int add(Message message, int section, List<Record> records, int most) {
        int count = Math.min(records.size(), most);
        for (Record record : records.subList(0, count)) {
            message.addRecord(record, section);
        }
        return most - count;
    }

    private static void set(Header header, int flag, boolean on) {
        if (on) {
            header.setFlag(flag);
        } else {
            header.unsetFlag(flag);
        }
    }
}
