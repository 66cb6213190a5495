package dev.jong.service.network;

import dev.jong.service.container.Endpoints;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The containers of one network, found by their names and addresses.
final class Members {
    static final Members NOBODY = new Members(List.of());

    private final List<Member> all;
    private final Map<String, List<Member>> named = new HashMap<>();
    private final Map<InetAddress, List<Member>> placed = new HashMap<>();

    Members(List<Member> all) {
        this.all = List.copyOf(all);
        for (Member member : all) {
            for (String name : member.names()) {
                named.computeIfAbsent(name, key -> new ArrayList<>()).add(member);
            }
            for (InetAddress address : member.addresses()) {
                placed.computeIfAbsent(address, key -> new ArrayList<>()).add(member);
            }
        }
    }

    /// A container.
    ///
    /// @param id the container's
    /// @param name as its user chose it, empty without one
    /// @param names all of them, letters of ASCII in lower case
    record Member(String id, String name, Set<String> names, List<InetAddress> addresses) {
        static Member of(Endpoints container, Endpoints.Endpoint endpoint) {
            Set<String> names = new LinkedHashSet<>();
            String shortId =
                    container
                            .id()
                            .substring(0, Math.min(NetworkPlaces.SHORT, container.id().length()));
            add(names, container.name());
            add(names, shortId);
            endpoint.names().forEach(alias -> add(names, alias));
            add(names, container.hostname());
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : new String[] {endpoint.ip(), endpoint.ip6()}) {
                if (!address.isEmpty()) {
                    addresses.add(InetAddress.ofLiteral(address));
                }
            }
            String name = container.name().isEmpty() ? shortId : container.name();
            return new Member(container.id(), name, names, addresses);
        }

        private static void add(Set<String> names, String name) {
            if (!name.isEmpty()) {
                names.add(lowerCase(name));
            }
        }

        /// Letters of ASCII, and no others: names are bytes.
        private static String lowerCase(String text) {
            StringBuilder out = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                out.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
            }
            return out.toString();
        }
    }

    /// By the ids of containers.
    List<Member> all() {
        return all;
    }

    /// Those of a name in lower case.
    List<Member> named(String name) {
        return named.getOrDefault(name, List.of());
    }

    /// Those with an address: two while an address is taken over from one whose parent was killed.
    List<Member> at(InetAddress address) {
        return placed.getOrDefault(address, List.of());
    }
}
