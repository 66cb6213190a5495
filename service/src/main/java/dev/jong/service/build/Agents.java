package dev.jong.service.build;

import dev.jong.base.Text;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The ssh agents that the steps of a build reach: those of the caller, and those made of keys when a step first asks for
/// them. Several threads may ask.
final class Agents implements AutoCloseable {
    private final Path folder;
    private final Map<Secrets.Agent, KeyAgent> made = new HashMap<>();

    /// @param folder a directory of the build's own, for sockets
    Agents(Path folder) {
        this.folder = folder;
    }

    /// The socket of one, a byte string.
    synchronized String socket(Secrets.Agent agent) {
        return switch (agent) {
            case Secrets.Agent.Socket socket -> socket.path();
            case Secrets.Agent.Keys keys -> {
                KeyAgent known = made.get(keys);
                if (known == null) {
                    known = KeyAgent.start(folder.resolve("keys" + made.size()), keys.files());
                    made.put(keys, known);
                }
                yield Text.of(known.socket());
            }
        };
    }

    @Override
    public synchronized void close() {
        made.values().forEach(KeyAgent::close);
        made.clear();
    }
}
