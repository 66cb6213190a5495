package dev.jong.network.name;

import java.io.Closeable;
import java.io.IOException;

/// Closes sockets whose failure to close tells nobody anything: the descriptor is gone either way.
final class Closing {
    private Closing() {}

    static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done about it.
            return;
        }
    }
}
