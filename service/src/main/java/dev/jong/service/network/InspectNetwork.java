package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.Digest;
import dev.jong.store.network.NetworkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `network inspect`: a network as Docker's JSON shows it.
public final class InspectNetwork {
    private final MeantNetwork finding;
    private final NetworkUse use;

    /// @param use says which containers are connected
    public InspectNetwork(MeantNetwork finding, NetworkUse use) {
        this.finding = finding;
        this.use = use;
    }

    /// The object of a network.
    ///
    /// @param text its name, id or the beginning of one
    /// @throws dev.jong.base.JongException NOT_FOUND when there is none
    public Json.Obj inspect(String text) {
        NetworkRecord network = finding.any(text);
        boolean predefined = Predefined.isPredefined(network);
        Json.Obj shown =
                Json.object()
                        .put("Name", network.name())
                        .put("Id", network.id())
                        .put("Created", created(network))
                        .put("Scope", "local")
                        .put("Driver", network.driver())
                        .put("EnableIPv4", predefined || has(network, false))
                        .put("EnableIPv6", has(network, true))
                        .put("IPAM", addresses(network))
                        .put("Internal", network.internal())
                        .put("Attachable", network.shown().attachable())
                        .put("Ingress", false)
                        .put("ConfigFrom", Json.object().put("Network", "").build())
                        .put("ConfigOnly", false)
                        .put("Containers", containers(network))
                        .put("Options", Json.of(network.options()))
                        .put("Labels", Json.of(network.labels()))
                        .build();
        return network.routes().isEmpty() ? shown : shown.with("Routes", routes(network));
    }

    /// When it was made, as Docker writes it.
    public static String created(NetworkRecord network) {
        return Instant.ofEpochSecond(0, network.created()).toString();
    }

    /// Whether it has a subnet of a family.
    public static boolean has(NetworkRecord network, boolean version6) {
        for (NetworkRecord.Pool pool : network.pools()) {
            if (pool.subnet().contains(":") == version6) {
                return true;
            }
        }
        return false;
    }

    private static Json addresses(NetworkRecord network) {
        List<Json> pools = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            Json.ObjectBuilder shown =
                    Json.object()
                            .put("Subnet", pool.subnet())
                            .put("IPRange", pool.range().orElse(""))
                            .put("Gateway", pool.gateway().orElse(""));
            if (!pool.reserved().isEmpty()) {
                shown.put("AuxiliaryAddresses", Json.of(pool.reserved()));
            }
            pools.add(shown.build());
        }
        Json options = Json.of(network.shown().addressOptions());
        return Json.object()
                .put("Driver", "default")
                .put(
                        "Options",
                        network.shown().addressOptions().isEmpty() ? new Json.Null() : options)
                .put("Config", new Json.Arr(pools))
                .build();
    }

    private static Json routes(NetworkRecord network) {
        List<Json> routes = new ArrayList<>();
        for (NetworkRecord.Route route : network.routes()) {
            Json.ObjectBuilder shown =
                    Json.object()
                            .put("Destination", route.subnet())
                            .put("Gateway", route.gateway());
            if (route.metric() > 0) {
                shown.put("Metric", route.metric());
            }
            routes.add(shown.build());
        }
        return new Json.Arr(routes);
    }

    private Json containers(NetworkRecord network) {
        Json.ObjectBuilder all = Json.object();
        for (NetworkUse.Member member : use.members(network)) {
            if (member.running()) {
                String endpoint = Digest.of(Text.bytes(network.id() + member.id())).hex();
                all.put(
                        member.id(),
                        Json.object()
                                .put("Name", member.name())
                                .put("EndpointID", endpoint)
                                .put("MacAddress", member.hardware().orElse(""))
                                .put("IPv4Address", member.address().orElse(""))
                                .put("IPv6Address", member.address6().orElse(""))
                                .build());
            }
        }
        return all.build();
    }
}
