package dev.jong.service.container;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a container is connected, in Docker's words: `NetworkSettings` of `inspect`.
final class NetworkState {
    private NetworkState() {}

    /// @param endpoints of one that runs, else [Endpoints#NONE]
    /// @param exposed ports that are published nowhere
    static Json.Obj json(Endpoints endpoints, Set<NetworkOptions.Port> exposed) {
        Json.ObjectBuilder networks = Json.object();
        for (Endpoints.Endpoint one : endpoints.networks()) {
            networks.put(one.network(), network(one));
        }
        Endpoints.Endpoint first =
                endpoints.networks().isEmpty()
                        ? new Endpoints.Endpoint(
                                "", "", "", "", "", "", "", "", "", List.of(), false, false)
                        : endpoints.networks().getFirst();
        return Json.object()
                .put("Bridge", "")
                .put("SandboxID", endpoints.id())
                .put("Ports", ports(endpoints.ports(), exposed))
                .put("Gateway", first.gateway())
                .put("IPAddress", first.ip())
                .put("IPPrefixLen", first.prefix())
                .put("IPv6Gateway", first.gateway6())
                .put("GlobalIPv6Address", first.ip6())
                .put("GlobalIPv6PrefixLen", first.prefix6())
                .put("MacAddress", first.hardware())
                .put("Networks", networks.build())
                .build();
    }

    private static Json.Obj network(Endpoints.Endpoint one) {
        return Json.object()
                .put("Aliases", Json.of(one.names()))
                .put("NetworkID", one.networkId())
                .put("EndpointID", one.host())
                .put("Gateway", one.gateway())
                .put("IPAddress", one.ip())
                .put("IPPrefixLen", one.prefix())
                .put("IPv6Gateway", one.gateway6())
                .put("GlobalIPv6Address", one.ip6())
                .put("GlobalIPv6PrefixLen", one.prefix6())
                .put("MacAddress", one.hardware())
                .put("DNSNames", Json.of(one.names().stream().distinct().toList()))
                .put("InterfaceName", one.device())
                .build();
    }

    private static Json.Obj ports(
            List<Endpoints.Binding> bindings, Set<NetworkOptions.Port> exposed) {
        Map<String, List<Json>> ports = new LinkedHashMap<>();
        for (Endpoints.Binding one : bindings) {
            ports.computeIfAbsent(one.port().text(), port -> new ArrayList<>())
                    .add(
                            Json.object()
                                    .put("HostIp", one.address())
                                    .put("HostPort", Integer.toString(one.host()))
                                    .build());
        }
        Json.ObjectBuilder all = Json.object();
        ports.forEach((port, hosts) -> all.put(port, new Json.Arr(hosts)));
        for (NetworkOptions.Port port : exposed) {
            if (!ports.containsKey(port.text())) {
                all.put(port.text(), new Json.Null());
            }
        }
        return all.build();
    }
}
