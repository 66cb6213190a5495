package dev.jong.network.name;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Decides what becomes of a message of a client: bytes in, and bytes out or the wish to ask upstream. The bytes may be
/// anything. It touches no network.
///
/// Names below the network's own that nobody has are asked upstream as well: a network may be called `dev`, and the world
/// has names below that.
public final class AnswerQuery {
    /// Seconds that an answer may be kept. Containers come and go, and asking again costs next to nothing.
    private static final int TTL = 5;

    private static final int FIRST_META = 128;

    private static final Outcome SILENCE = new Outcome.Silence();

    private final ServedNetwork network;
    private final Zone zone;
    private final String suffix;
    private final Rotation rotation = new Rotation();

    /// For one network.
    public AnswerQuery(ServedNetwork network) {
        this.network = network;
        this.zone = network.zone();
        this.suffix = "." + QueryName.lowerCase(network.name());
    }

    /// What to do about a message.
    ///
    /// @throws RuntimeException what the zone throws, and nothing else
    public Outcome answer(byte[] message, Transport transport) {
        if (message.length < QueryHeader.LENGTH) {
            return SILENCE;
        }
        QueryHeader header = QueryHeader.of(message);
        if (header.isResponse()) {
            return SILENCE;
        }
        if (header.opcode() != Opcode.QUERY) {
            return new Outcome.Reply(header.bare(Rcode.NOTIMP));
        }
        Optional<Query> query = read(header, message);
        if (query.isEmpty()) {
            return new Outcome.Reply(header.bare(Rcode.FORMERR));
        }
        Optional<Response> own = own(query.get());
        if (own.isEmpty()) {
            return new Outcome.Forward(query.get(), transport);
        }
        return new Outcome.Reply(own.get().bytes(query.get(), query.get().limit(transport)));
    }

    /// What a client gets whose query was too much for the zone, or for the number of queries at once.
    ///
    /// @param message one that [#answer] did not pass over in silence
    static byte[] failure(byte[] message) {
        return QueryHeader.of(message).bare(Rcode.SERVFAIL);
    }

    private static Optional<Query> read(QueryHeader header, byte[] message) {
        if (!header.isOneQuestion()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Query.read(message));
        } catch (IOException | RuntimeException e) {
            // Some readers of records throw what comes; nothing may stop the service.
            return Optional.empty();
        }
    }

    /// What we answer ourselves; empty for what is to be asked upstream.
    private Optional<Response> own(Query query) {
        if (query.edns().version() > 0) {
            return Optional.of(Response.failure(Rcode.BADVERS, false));
        }
        Record question = query.question();
        if (question.getDClass() != DClass.IN || isForServers(question.getType())) {
            return Optional.of(Response.failure(Rcode.REFUSED, false));
        }
        Optional<String> name = QueryName.text(question.getName());
        Optional<Response> known = name.flatMap(text -> known(text, question));
        if (known.isEmpty() && network.internal()) {
            return Optional.of(Response.failure(Rcode.NXDOMAIN, false));
        }
        return known;
    }

    /// What is no type of a record (RFC 6895, 3.1), such as transfers of zones; but ANY is asked by people.
    private static boolean isForServers(int type) {
        return type == 0 || type == Type.OPT || type >= FIRST_META && type < Type.ANY;
    }

    private Optional<Response> known(String name, Record question) {
        Optional<InetAddress> reverse = QueryName.address(name).filter(zone::contains);
        if (reverse.isPresent()) {
            return Optional.of(names(reverse.get(), question));
        }
        return addresses(name)
                .map(all -> Response.own(records(question, List.copyOf(new LinkedHashSet<>(all)))));
    }

    private Optional<List<InetAddress>> addresses(String name) {
        Optional<List<InetAddress>> found = zone.addresses(name);
        if (found.isPresent() || !name.endsWith(suffix) || name.length() == suffix.length()) {
            return found;
        }
        return zone.addresses(name.substring(0, name.length() - suffix.length()));
    }

    private List<Record> records(Record question, List<InetAddress> addresses) {
        List<Record> records = new ArrayList<>();
        Name name = question.getName();
        int type = question.getType();
        for (InetAddress address : addresses) {
            if (address instanceof Inet4Address && (type == Type.A || type == Type.ANY)) {
                records.add(new ARecord(name, DClass.IN, TTL, address));
            } else if (address instanceof Inet6Address && (type == Type.AAAA || type == Type.ANY)) {
                records.add(new AAAARecord(name, DClass.IN, TTL, address));
            }
        }
        return rotation.next(type + " " + QueryName.text(name).orElse(""), records);
    }

    /// An address of ours that nobody has is not asked upstream: who out there could know?
    private Response names(InetAddress address, Record question) {
        List<String> names = zone.names(address);
        if (names.isEmpty()) {
            return Response.failure(Rcode.NXDOMAIN, true);
        }
        List<Record> records = new ArrayList<>();
        if (question.getType() == Type.PTR || question.getType() == Type.ANY) {
            for (String name : names) {
                name(name)
                        .map(target -> new PTRRecord(question.getName(), DClass.IN, TTL, target))
                        .ifPresent(records::add);
            }
        }
        return Response.own(records);
    }

    /// The name below the network's: one without a dot is taken for an address by some programs. Empty when it is none
    /// that DNS can carry, such as a label of more than 63 bytes.
    private Optional<Name> name(String name) {
        try {
            return Optional.of(new Name(name + suffix, Name.root));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }
}
