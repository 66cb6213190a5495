package dev.jong.network.name;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/// The loop of one socket of datagrams: answers at once what the network knows, and leaves what is asked upstream to
/// threads of their own.
final class Datagrams implements Runnable {
    /// Longer than any query, so one that is cut off at this is none.
    private static final int LARGEST = 4096;

    private final DatagramChannel channel;
    private final NameService service;
    private final ExecutorService threads;

    Datagrams(DatagramChannel channel, NameService service, ExecutorService threads) {
        this.channel = channel;
        this.service = service;
        this.threads = threads;
    }

    /// Ends when the socket is closed.
    @Override
    public void run() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                SocketAddress from = channel.receive(buffer);
                byte[] message = new byte[buffer.flip().remaining()];
                buffer.get(message);
                if (from instanceof InetSocketAddress client && message.length < LARGEST) {
                    take(message, client);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                Pause.afterFailure();
            }
        }
    }

    private void take(byte[] message, InetSocketAddress client) {
        if (!service.serves(client.getAddress())) {
            return;
        }
        switch (service.answer(message, Transport.UDP)) {
            case Outcome.Silence() -> {}
            case Outcome.Reply(byte[] reply) -> send(reply, client);
            case Outcome.Forward forward -> forward(forward, client);
        }
    }

    private void forward(Outcome.Forward forward, InetSocketAddress client) {
        if (!service.mayAsk(client.getAddress())) {
            send(forward.failure(), client);
            return;
        }
        try {
            threads.execute(() -> send(service.ask(forward, client.getAddress()), client));
        } catch (RejectedExecutionException e) {
            // Being closed: the socket goes as well.
            return;
        }
    }

    private void send(byte[] reply, InetSocketAddress client) {
        try {
            channel.send(ByteBuffer.wrap(reply), client);
        } catch (IOException e) {
            // The client is gone, or asked from a port that nothing can be sent to. It will ask
            // again, or not.
            return;
        }
    }
}
