package dev.jong.cli.output;

import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Published ports as tables and `port` show them.
public final class PublishedPorts {
    private PublishedPorts() {}

    /// `0.0.0.0:8080-8082->80-82/tcp, 443/tcp`: ports that follow each other are put together.
    ///
    /// @param exposed ports that are not published
    public static String list(
            List<Endpoints.Binding> bindings, Collection<NetworkOptions.Port> exposed) {
        List<Endpoints.Binding> sorted = new ArrayList<>(bindings);
        sorted.sort(
                Comparator.comparing((Endpoints.Binding one) -> one.port().protocol())
                        .thenComparing(Endpoints.Binding::address)
                        .thenComparingInt(one -> one.port().number())
                        .thenComparingInt(Endpoints.Binding::host));
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !follows(sorted.get(i - 1), sorted.get(i))) {
                parts.add(range(sorted.get(begin), sorted.get(i - 1)));
                begin = i;
            }
        }
        for (NetworkOptions.Port port : exposed) {
            if (bindings.stream().noneMatch(one -> one.port().equals(port))) {
                parts.add(port.text());
            }
        }
        return String.join(", ", parts);
    }

    private static boolean follows(Endpoints.Binding first, Endpoints.Binding next) {
        return first.address().equals(next.address())
                && first.port().protocol().equals(next.port().protocol())
                && first.host() + 1 == next.host()
                && first.port().number() + 1 == next.port().number();
    }

    private static String range(Endpoints.Binding first, Endpoints.Binding last) {
        boolean one = first.host() == last.host();
        return place(first)
                + (one ? "" : "-" + last.host())
                + "->"
                + first.port().number()
                + (one ? "" : "-" + last.port().number())
                + "/"
                + first.port().protocol();
    }

    /// `0.0.0.0:8080`, `[::]:8080`.
    public static String place(Endpoints.Binding one) {
        boolean version6 = one.address().indexOf(':') >= 0;
        return (version6 ? "[" + one.address() + "]" : one.address()) + ":" + one.host();
    }
}
