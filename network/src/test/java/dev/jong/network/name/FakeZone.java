package dev.jong.network.name;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A zone in memory, of 10.1.0.0/16, fd00::/16 and loopback. Remembers what it was asked.
final class FakeZone implements Zone {
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

    /// Somebody called so, with these addresses.
    FakeZone with(String name, String... addresses) {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.ofLiteral(address));
        }
        names.put(name, List.copyOf(all));
        return this;
    }

    /// Nobody is called so any more.
    void without(String name) {
        names.remove(name);
    }

    @Override
    public Optional<List<InetAddress>> addresses(String name) {
        return Optional.ofNullable(names.get(name));
    }

    @Override
    public List<String> names(InetAddress address) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().contains(address))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? bytes[0] == 10 && bytes[1] == 1 || bytes[0] == 127
                : bytes[0] == (byte) 0xfd && bytes[1] == 0;
    }
}
