package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was asked of networks, as the settings of a container's record keep it.
public final class NetworkSettings {
    private static final String NETWORKS = "networks";
    private static final String PUBLISH = "publish";
    private static final String PUBLISH_ALL = "publishAll";
    private static final String EXPOSE = "expose";
    private static final String LINKS = "links";
    private static final List<String> KEYS = List.of(NETWORKS, PUBLISH, PUBLISH_ALL, EXPOSE, LINKS);

    private NetworkSettings() {}

    /// Adds what was asked for; nothing for what was not.
    static void put(Json.ObjectBuilder settings, NetworkOptions options) {
        put(settings, NETWORKS, joins(options.joins()));
        put(settings, PUBLISH, published(options.ports()));
        if (options.publishAll()) {
            settings.put(PUBLISH_ALL, true);
        }
        List<Json> exposed = new ArrayList<>();
        for (Port port : options.exposed()) {
            exposed.add(
                    Json.object()
                            .put("port", port.number())
                            .put("protocol", port.protocol())
                            .build());
        }
        put(settings, EXPOSE, exposed);
        put(settings, LINKS, links(options.links()));
    }

    private static List<Json> links(List<Link> links) {
        List<Json> all = new ArrayList<>();
        for (Link link : links) {
            all.add(
                    Json.object()
                            .put("container", link.container())
                            .put("alias", link.alias())
                            .build());
        }
        return all;
    }

    private static void put(Json.ObjectBuilder settings, String key, List<Json> items) {
        if (!items.isEmpty()) {
            settings.put(key, new Json.Arr(items));
        }
    }

    private static List<Json> joins(List<Join> joins) {
        List<Json> all = new ArrayList<>();
        for (Join join : joins) {
            all.add(
                    Json.object()
                            .put("network", join.network())
                            .put("aliases", Json.of(join.aliases()))
                            .put("ip", join.address().orElse(""))
                            .put("ip6", join.address6().orElse(""))
                            .put("mac", join.hardware().orElse(""))
                            .put("device", join.device().orElse(""))
                            .put("options", Json.of(join.options()))
                            .put("priority", join.priority())
                            .build());
        }
        return all;
    }

    private static List<Json> published(List<Publish> ports) {
        List<Json> all = new ArrayList<>();
        for (Publish port : ports) {
            all.add(
                    Json.object()
                            .put("address", port.address())
                            .put("first", port.first())
                            .put("last", port.last())
                            .put("port", port.port().number())
                            .put("protocol", port.port().protocol())
                            .build());
        }
        return all;
    }

    /// What was asked for, out of the settings of a record.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when they are damaged
    public static NetworkOptions of(Json.Obj settings) {
        List<Join> joins = new ArrayList<>();
        for (Json.Obj join : settings.objects(NETWORKS)) {
            joins.add(join(join));
        }
        List<Publish> ports = new ArrayList<>();
        for (Json.Obj port : settings.objects(PUBLISH)) {
            ports.add(
                    new Publish(
                            port.text("address"),
                            number(port, "first"),
                            number(port, "last"),
                            port(port)));
        }
        List<Port> exposed = new ArrayList<>();
        for (Json.Obj port : settings.objects(EXPOSE)) {
            exposed.add(port(port));
        }
        List<Link> links = new ArrayList<>();
        for (Json.Obj link : settings.objects(LINKS)) {
            links.add(new Link(link.text("container"), link.text("alias")));
        }
        return new NetworkOptions(joins, ports, settings.bool(PUBLISH_ALL), exposed, links);
    }

    private static Join join(Json.Obj join) {
        return new Join(
                join.text("network"),
                join.strings("aliases"),
                said(join, "ip"),
                said(join, "ip6"),
                said(join, "mac"),
                said(join, "device"),
                join.stringMap("options"),
                number(join, "priority"));
    }

    private static Port port(Json.Obj port) {
        return new Port(number(port, "port"), port.text("protocol"));
    }

    private static int number(Json.Obj json, String key) {
        return Math.clamp(json.number(key).orElse(0L), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Optional<String> said(Json.Obj json, String key) {
        String text = json.text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// The settings with other networks; all else stays. Without any, the container is connected to none.
    public static Json.Obj with(Json.Obj settings, List<Join> joins) {
        return settings.with(NETWORKS, new Json.Arr(joins(joins)));
    }

    /// The settings with other links.
    public static Json.Obj withLinks(Json.Obj settings, List<Link> links) {
        return settings.with(LINKS, new Json.Arr(links(links)));
    }

    /// Whether a container that names no networks is connected to none, and not to the default one.
    public static boolean isDisconnected(Json.Obj settings) {
        return settings.has(NETWORKS) && settings.array(NETWORKS).isEmpty();
    }

    /// The settings as Docker's `HostConfig` shows them.
    static Json.Obj shown(Json.Obj settings) {
        NetworkOptions options = of(settings);
        List<Json> links = new ArrayList<>();
        for (Link link : options.links()) {
            links.add(Json.of(link.container() + ":" + link.alias()));
        }
        return without(settings, KEYS)
                .with("PortBindings", bindings(options.ports()))
                .with("PublishAllPorts", Json.of(options.publishAll()))
                .with("Links", new Json.Arr(links));
    }

    private static Json bindings(List<Publish> ports) {
        Map<String, List<Json>> all = new LinkedHashMap<>();
        for (Publish port : ports) {
            String range = port.first() == port.last() ? "" : "-" + port.last();
            String host = port.first() == 0 ? "" : port.first() + range;
            all.computeIfAbsent(port.port().text(), key -> new ArrayList<>())
                    .add(Json.object().put("HostIp", port.address()).put("HostPort", host).build());
        }
        Json.ObjectBuilder shown = Json.object();
        all.forEach((port, hosts) -> shown.put(port, new Json.Arr(hosts)));
        return shown.build();
    }

    /// Docker's `ExposedPorts` of a container.
    static Json exposed(Json.Obj settings) {
        NetworkOptions options = of(settings);
        Json.ObjectBuilder shown = Json.object();
        for (Port port : options.exposed()) {
            shown.put(port.text(), Json.EMPTY);
        }
        for (Publish port : options.ports()) {
            shown.put(port.port().text(), Json.EMPTY);
        }
        return shown.build();
    }

    private static Json.Obj without(Json.Obj settings, List<String> keys) {
        Map<String, Json> fields = new LinkedHashMap<>(settings.fields());
        fields.keySet().removeAll(keys);
        return new Json.Obj(fields);
    }
}
