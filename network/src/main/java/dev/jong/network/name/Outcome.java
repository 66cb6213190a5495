package dev.jong.network.name;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What is to be done about a message of a client.
public sealed interface Outcome {
    /// Nothing: it was no query.
    record Silence() implements Outcome {}

    /// Send this back.
    record Reply(byte[] message) implements Outcome {}

    /// Ask a server upstream, and send back what comes of it.
    final class Forward implements Outcome {
        private final Query query;
        private final Transport transport;

        Forward(Query query, Transport transport) {
            this.query = query;
            this.transport = transport;
        }

        /// The message for a server upstream. Its id is 0 and is to be replaced by one that nobody can guess.
        public byte[] message() {
            return query.forwarded();
        }

        /// What an answer from upstream becomes for the client: with the client's id and question, no longer than the
        /// client takes, and put together anew.
        ///
        /// @param answer to exactly our question; its bytes are a stranger's
        public byte[] reply(byte[] answer) {
            try {
                return response(new Message(answer)).bytes(query, limit());
            } catch (IOException | RuntimeException e) {
                // The reader is made for what servers send, not for what could be sent; nothing may
                // stop the service.
                return failure();
            }
        }

        /// What the client gets when nobody answers.
        public byte[] failure() {
            return Response.failure(Rcode.SERVFAIL, false).bytes(query, limit());
        }

        private int limit() {
            return query.limit(transport);
        }

        private static Response response(Message from) {
            return new Response(
                    from.getRcode(),
                    from.getHeader().getFlag(Flags.TC),
                    from.getHeader().getFlag(Flags.AA),
                    from.getHeader().getFlag(Flags.AD),
                    from.getSection(Section.ANSWER),
                    from.getSection(Section.AUTHORITY),
                    additional(from));
        }

        /// Without what is between neighbours: EDNS and signatures of whole messages.
        private static List<Record> additional(Message from) {
            List<Record> kept = new ArrayList<>();
            for (Record record : from.getSection(Section.ADDITIONAL)) {
                int type = record.getType();
                if (type != Type.OPT && type != Type.TSIG && type != Type.SIG) {
                    kept.add(record);
                }
            }
            return kept;
        }
    }
}
