package dev.jong.store.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file of a network's record.
final class NetworkJson {
    private NetworkJson() {}

    static byte[] bytes(NetworkRecord network) {
        List<Json> pools = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            pools.add(
                    Json.object()
                            .put("subnet", pool.subnet())
                            .put("gateway", pool.gateway().orElse(""))
                            .put("range", pool.range().orElse(""))
                            .put("reserved", Json.of(pool.reserved()))
                            .build());
        }
        List<Json> routes = new ArrayList<>();
        for (NetworkRecord.Route route : network.routes()) {
            routes.add(
                    Json.object()
                            .put("subnet", route.subnet())
                            .put("gateway", route.gateway())
                            .put("metric", route.metric())
                            .build());
        }
        return JsonPrinter.bytes(
                Json.object()
                        .put("name", network.name())
                        .put("id", network.id())
                        .put("created", network.created())
                        .put("driver", network.driver())
                        .put("device", network.device())
                        .put("internal", network.internal())
                        .put("pools", new Json.Arr(pools))
                        .put("routes", new Json.Arr(routes))
                        .put("served", network.names().served())
                        .put("servers", Json.of(network.names().servers()))
                        .put("options", Json.of(network.options()))
                        .put("labels", Json.of(network.labels()))
                        .put("attachable", network.shown().attachable())
                        .put("addressOptions", Json.of(network.shown().addressOptions()))
                        .build());
    }

    /// @throws JongException INVALID_ARGUMENT when the record is damaged, or another network's
    static NetworkRecord parse(String name, byte[] bytes) {
        Json.Obj json = JsonParser.parseObject(bytes);
        if (!json.text("name").equals(name) || !isId(json.text("id"))) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "it is another network's");
        }
        List<NetworkRecord.Pool> pools = new ArrayList<>();
        for (Json.Obj pool : json.objects("pools")) {
            pools.add(
                    new NetworkRecord.Pool(
                            pool.text("subnet"),
                            said(pool, "gateway"),
                            said(pool, "range"),
                            pool.stringMap("reserved")));
        }
        List<NetworkRecord.Route> routes = new ArrayList<>();
        for (Json.Obj route : json.objects("routes")) {
            routes.add(
                    new NetworkRecord.Route(
                            route.text("subnet"),
                            route.text("gateway"),
                            Math.clamp(route.number("metric").orElse(0L), 0, Integer.MAX_VALUE)));
        }
        return new NetworkRecord(
                name,
                json.text("id"),
                json.number("created").orElse(0L),
                json.text("driver"),
                json.text("device"),
                json.bool("internal"),
                pools,
                new NetworkRecord.Names(json.bool("served"), json.strings("servers")),
                json.stringMap("options"),
                json.stringMap("labels"),
                new NetworkRecord.Shown(json.bool("attachable"), json.stringMap("addressOptions")),
                routes);
    }

    private static Optional<String> said(Json.Obj json, String key) {
        String text = json.text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static boolean isId(String text) {
        return text.length() == 64 && isHex(text);
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
