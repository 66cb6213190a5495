package dev.jong.network.name;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// What datagrams and connections have in common: who is served, and how a message becomes its answer.
final class NameService {
    private final Zone zone;
    private final AnswerQuery answer;
    private final Upstream upstream;
    private final List<InetSocketAddress> addresses;
    private final Places asking;

    /// @param addresses where it listens
    NameService(
            ServedNetwork network,
            Upstream upstream,
            List<InetSocketAddress> addresses,
            Limits limits) {
        this.zone = network.zone();
        this.answer = new AnswerQuery(network);
        this.upstream = upstream;
        this.addresses = List.copyOf(addresses);
        this.asking = new Places(limits.queries(), limits.queriesEach());
    }

    /// Whether a client may ask at all: it is in the network. Else others could ask who is there, and have answers sent
    /// to whom they like.
    boolean serves(InetAddress client) {
        try {
            return zone.contains(client);
        } catch (RuntimeException e) {
            // Whatever is wrong with the zone: the next query may find it well.
            return false;
        }
    }

    /// What to do about a message. A zone that can't be read is told to the client, not to the loop.
    Outcome answer(byte[] message, Transport transport) {
        try {
            return answer.answer(message, transport);
        } catch (RuntimeException e) {
            return new Outcome.Reply(AnswerQuery.failure(message));
        }
    }

    /// Takes a place for a query upstream; who gets one calls [#ask], which gives it back.
    boolean mayAsk(InetAddress client) {
        return asking.take(client);
    }

    /// Asks upstream, and gives the client's place back.
    byte[] ask(Outcome.Forward forward, InetAddress client) {
        try {
            return upstream.ask(forward.message(), addresses)
                    .map(forward::reply)
                    .orElseGet(forward::failure);
        } catch (RuntimeException e) {
            return forward.failure();
        } finally {
            asking.leave(client);
        }
    }
}
