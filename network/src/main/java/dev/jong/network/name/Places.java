package dev.jong.network.name;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// A number of places, of which one client gets a share only.
final class Places {
    private final int all;
    private final int each;

    /// Places taken by each client that has any. Guarded by itself.
    private final Map<InetAddress, Integer> taken = new HashMap<>();

    /// How many are taken. Guarded by the same.
    private int count;

    Places(int all, int each) {
        this.all = all;
        this.each = each;
    }

    /// Takes a place, if there is one for this client.
    boolean take(InetAddress client) {
        synchronized (taken) {
            int mine = taken.getOrDefault(client, 0);
            if (count >= all || mine >= each) {
                return false;
            }
            taken.put(client, mine + 1);
            count++;
            return true;
        }
    }

    /// Gives one back that was taken.
    void leave(InetAddress client) {
        synchronized (taken) {
            taken.computeIfPresent(client, (key, mine) -> mine == 1 ? null : mine - 1);
            count--;
        }
    }
}
