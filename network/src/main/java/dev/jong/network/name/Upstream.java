package dev.jong.network.name;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Who knows the names of the world.
public interface Upstream {
    /// Asks, and waits for the answer, but not for long: the client waits too. Ends early when the thread is interrupted.
    ///
    /// @param query a message of one question; its id is to be replaced
    /// @param asking where the server listens that asks: it is not to be asked itself, else a query would come back for ever
    /// @return a message with the same question, whatever it says otherwise; empty when nobody answered
    Optional<byte[]> ask(byte[] query, List<InetSocketAddress> asking);
}
