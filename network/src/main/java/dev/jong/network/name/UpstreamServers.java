package dev.jong.network.name;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Rcode;

/// The name servers of the host, asked in their order. One that was silent is asked last for a while, so that a dead
/// first server costs its wait only now and then. One that fails or refuses lets the next one speak, as with the C
/// library.
///
/// All of it ends before that library, asking us, gives up on its first attempt (R065).
public final class UpstreamServers implements Upstream {
    private static final int ATTEMPTS = 3;
    private static final Duration SULK = Duration.ofSeconds(30);

    private final Supplier<List<InetSocketAddress>> servers;
    private final ServerExchange exchange;
    private final Patience patience;

    /// Until when silent servers are asked last, in terms of [System#nanoTime]. Guarded by itself.
    private final Map<InetSocketAddress, Long> silent = new HashMap<>();

    /// How long to wait.
    ///
    /// @param each for one answer
    /// @param all for any
    record Patience(Duration each, Duration all) {
        static final Patience USUAL =
                new Patience(Duration.ofMillis(1500), Duration.ofMillis(4500));
    }

    /// Of these servers.
    ///
    /// @param servers asked for each query
    /// @param ids whose numbers nobody can guess; used by several threads
    public UpstreamServers(Supplier<List<InetSocketAddress>> servers, RandomGenerator ids) {
        this(servers, ids, Patience.USUAL);
    }

    UpstreamServers(
            Supplier<List<InetSocketAddress>> servers, RandomGenerator ids, Patience patience) {
        this.servers = servers;
        this.exchange = new ServerExchange(ids);
        this.patience = patience;
    }

    @Override
    public Optional<byte[]> ask(byte[] query, List<InetSocketAddress> asking) {
        long end = System.nanoTime() + patience.all().toNanos();
        List<InetSocketAddress> left = inOrder(asking);
        Optional<byte[]> bad = Optional.empty();
        int at = 0;
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - end >= 0) {
                break;
            }
            InetSocketAddress server = left.get(at);
            Optional<byte[]> answer = ask(server, query, end);
            if (answer.isEmpty()) {
                at = (at + 1) % left.size();
            } else if (isGood(answer.get())) {
                return answer;
            } else {
                bad = answer;
                left.remove(at);
                at = at < left.size() ? at : 0;
            }
        }
        return bad;
    }

    private Optional<byte[]> ask(InetSocketAddress server, byte[] query, long end) {
        long now = System.nanoTime();
        long mine = now + Math.min(end - now, patience.each().toNanos());
        try {
            byte[] answer = exchange.ask(server, query, mine);
            synchronized (silent) {
                silent.remove(server);
            }
            return Optional.of(answer);
        } catch (IOException e) {
            synchronized (silent) {
                silent.put(server, System.nanoTime() + SULK.toNanos());
            }
            return Optional.empty();
        }
    }

    private static boolean isGood(byte[] answer) {
        return switch (QueryHeader.of(answer).rcode()) {
            case Rcode.SERVFAIL, Rcode.NOTIMP, Rcode.REFUSED -> false;
            default -> true;
        };
    }

    private List<InetSocketAddress> inOrder(List<InetSocketAddress> asking) {
        List<InetSocketAddress> first = new ArrayList<>();
        List<InetSocketAddress> last = new ArrayList<>();
        List<InetSocketAddress> all = servers.get();
        long now = System.nanoTime();
        synchronized (silent) {
            // So it never grows beyond the list.
            silent.keySet().retainAll(Set.copyOf(all));
            for (InetSocketAddress server : all) {
                Long until = silent.get(server);
                if (!asking.contains(server)) {
                    (until == null || until - now < 0 ? first : last).add(server);
                }
            }
        }
        first.addAll(last);
        return first;
    }
}
