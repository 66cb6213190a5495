package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks a name up and connects, in less than ten seconds altogether. Addresses are tried in turn, of both families
/// alternately, and the next begins before the one before has failed (RFC 8305): a dead IPv6 costs a quarter of a
/// second. Each address is checked before it is connected to, and no other than a checked one is.
final class Dialer {
    private static final int LOOK_UP_MILLIS = 4_000;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int STAGGER_MILLIS = 250;
    private static final String SPELLING =
            "see whether the name is spelled right and whether this host can look names up";
    private static final String LISTENING =
            "see whether it runs there, on that port, and whether a firewall or proxy is between";

    private final Network network;

    Dialer(Network network) {
        this.network = network;
    }

    /// A connection and the kind of network that it goes to.
    record Dialed(Socket socket, Zone zone) {}

    private record Outcome(Optional<Dialed> dialed, Optional<IOException> failure) {}

    /// Connects to a host.
    ///
    /// @param from who sends us there
    /// @throws RefusedException when those may not send us there
    /// @throws UnreachableException when nobody answers
    Dialed dial(String host, int port, Set<Zone> from) throws IOException {
        List<InetAddress> allowed = new ArrayList<>();
        List<InetAddress> all = addresses(host);
        for (InetAddress address : all) {
            if (Zone.of(address).isOpenTo(from)) {
                allowed.add(address);
            }
        }
        if (allowed.isEmpty()) {
            throw new RefusedException(
                    "refused to go to "
                            + Text.printable(host)
                            + " ("
                            + all.getFirst().getHostAddress()
                            + "), which is in a local network, at the word of a host that is not");
        }
        return race(host, port, alternate(allowed));
    }

    private List<InetAddress> addresses(String host) throws IOException {
        Optional<InetAddress> literal = Addresses.literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        // A look-up can't be interrupted, so it has a thread that may be left behind.
        FutureTask<List<InetAddress>> task = new FutureTask<>(() -> network.lookUp(host));
        Thread.ofPlatform().daemon().name("look-up").start(task);
        try {
            return task.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable("no answer to the look-up of the name ", host, e);
        } catch (ExecutionException e) {
            throw unreachable("there is no address of the name ", host, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UnreachableException unreachable(String what, String host, Exception cause) {
        return new UnreachableException(what + Text.printable(host), SPELLING, cause);
    }

    private Dialed race(String host, int port, List<InetAddress> addresses) throws IOException {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        List<Thread> attempts = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);
        Optional<IOException> failure = Optional.empty();
        Optional<Dialed> won = Optional.empty();
        try {
            int failed = 0;
            while (won.isEmpty() && failed < addresses.size() && System.nanoTime() < end) {
                boolean more = attempts.size() < addresses.size();
                if (more) {
                    attempts.add(attempt(addresses.get(attempts.size()), port, outcomes));
                }
                long wait = attempts.size() < addresses.size() ? STAGGER_MILLIS : CONNECT_MILLIS;
                Outcome outcome = outcomes.poll(wait, TimeUnit.MILLISECONDS);
                if (outcome != null) {
                    won = outcome.dialed();
                    failed += won.isPresent() ? 0 : 1;
                    failure = failure.or(outcome::failure);
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            leave(attempts, outcomes, won);
        }
        String why = failure.map(e -> ": " + Text.printable(words(e))).orElse(": no answer");
        return won.orElseThrow(() ->
                new UnreachableException(
                        "cannot connect to " + Text.printable(host) + " port " + port + why,
                        LISTENING));
    }

    private Thread attempt(InetAddress address, int port, BlockingQueue<Outcome> outcomes) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        Socket socket = network.connect(address, port, CONNECT_MILLIS);
                        Dialed dialed = new Dialed(socket, Zone.of(address));
                        outcomes.add(new Outcome(Optional.of(dialed), Optional.empty()));
                    } catch (IOException e) {
                        outcomes.add(new Outcome(Optional.empty(), Optional.of(e)));
                    }
                });
    }

    /// Ends the attempts that did not win; an interrupt closes the socket of a virtual thread that connects.
    private static void leave(
            List<Thread> attempts, BlockingQueue<Outcome> outcomes, Optional<Dialed> won)
            throws IOException {
        attempts.forEach(Thread::interrupt);
        try {
            for (Thread attempt : attempts) {
                attempt.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Outcome outcome : outcomes) {
            if (outcome.dialed().isPresent() && !outcome.dialed().equals(won)) {
                outcome.dialed().get().socket().close();
            }
        }
    }

    private static List<InetAddress> alternate(List<InetAddress> addresses) {
        List<InetAddress> six = new ArrayList<>();
        List<InetAddress> four = new ArrayList<>();
        for (InetAddress address : addresses) {
            (address instanceof Inet6Address ? six : four).add(address);
        }
        boolean sixFirst = addresses.getFirst() instanceof Inet6Address;
        List<InetAddress> first = sixFirst ? six : four;
        List<InetAddress> second = sixFirst ? four : six;
        List<InetAddress> out = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            first.stream().skip(i).findFirst().ifPresent(out::add);
            second.stream().skip(i).findFirst().ifPresent(out::add);
        }
        return out;
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Text.utf8(message);
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
