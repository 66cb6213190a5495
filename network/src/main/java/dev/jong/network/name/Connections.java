package dev.jong.network.name;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/// The loop of one socket that listens: a bounded number of connections, each with a thread.
final class Connections implements Runnable {
    private final ServerSocketChannel channel;
    private final NameService service;
    private final Places places;
    private final Limits limits;
    private final ExecutorService threads;

    /// @param places shared by all addresses of the server
    Connections(
            ServerSocketChannel channel,
            NameService service,
            Places places,
            Limits limits,
            ExecutorService threads) {
        this.channel = channel;
        this.service = service;
        this.places = places;
        this.limits = limits;
        this.threads = threads;
    }

    /// Ends when the socket is closed.
    @Override
    public void run() {
        while (channel.isOpen()) {
            try {
                take(channel.accept().socket());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                Pause.afterFailure();
            }
        }
    }

    private void take(Socket socket) {
        InetAddress client = socket.getInetAddress();
        if (client == null || !service.serves(client) || !places.take(client)) {
            Closing.quietly(socket);
            return;
        }
        try {
            threads.execute(() -> serve(socket, client));
        } catch (RejectedExecutionException e) {
            Closing.quietly(socket);
            places.leave(client);
        }
    }

    private void serve(Socket socket, InetAddress client) {
        try {
            new Conversation(socket, client, service, limits, threads).run();
        } finally {
            places.leave(client);
        }
    }
}
