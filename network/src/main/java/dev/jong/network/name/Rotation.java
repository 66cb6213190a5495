package dev.jong.network.name;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets the containers of one name take turns. Each name and type counts for itself: with one count for all, a client that
/// asks for IPv4 and IPv6 in turn would get the same of two containers first every time.
final class Rotation {
    private static final int NAMES = 1024;

    /// How often each name was asked for, the one that was not for longest first. Guarded by itself.
    private final Map<String, Integer> turns = new LinkedHashMap<>(16, 0.75f, true);

    /// The list, beginning with the one whose turn it is.
    ///
    /// @param key what counts for itself
    <T> List<T> next(String key, List<T> all) {
        if (all.size() < 2) {
            return all;
        }
        List<T> turned = new ArrayList<>(all);
        Collections.rotate(turned, -(turn(key) % all.size()));
        return turned;
    }

    private int turn(String key) {
        synchronized (turns) {
            int turn = turns.getOrDefault(key, 0);
            turns.put(key, turn + 1 & Integer.MAX_VALUE);
            if (turns.size() > NAMES) {
                turns.remove(turns.keySet().iterator().next());
            }
            return turn;
        }
    }
}
