package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.network.address.Address;
import dev.jong.network.address.HardwareAddress;
import dev.jong.network.cni.PluginNetwork;
import dev.jong.network.cni.PluginResult;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.network.cni.Attachment;
import dev.jong.service.network.cni.FindNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What plugins are told of what somebody asks of their network: by the capabilities that they say they have, else by the
/// arguments that older ones know. What none of them can be told is refused, and what was told must be in the result.
final class PluginWishes {
    private static final String PATH =
            "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";

    private final FindNetwork.Found found;
    private final NetworkOptions.Join join;

    PluginWishes(FindNetwork.Found found, NetworkOptions.Join join) {
        this.found = found;
        this.join = join;
        if (!join.aliases().isEmpty() && !takes("aliases")) {
            throw refused("aliases", "--network-alias");
        }
    }

    private boolean takes(String capability) {
        return found.network().takes(capability);
    }

    private JongException refused(String capability, String option) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "no plugin of CNI network " + found.network().name() + " takes " + option)
                .hint(
                        "add a plugin to "
                                + Text.printable(Text.of(found.file()))
                                + " that says \"capabilities\": {\""
                                + capability
                                + "\": true}");
    }

    /// The attachment, before any plugin has run.
    ///
    /// @param place which of the container's devices it has
    /// @param network where the container's network is mounted
    /// @param plugins directories of their programs
    /// @param ports to be published there
    Attachment attachment(
            String id, int place, String network, String plugins, List<Endpoints.Binding> ports) {
        if (!ports.isEmpty() && !takes("portMappings")) {
            throw refused("portMappings", "--publish");
        }
        Map<String, Json> given = given(ports);
        String device = join.device().orElse("eth" + place);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CNI_CONTAINERID", id);
        environment.put("CNI_NETNS", network);
        environment.put("CNI_IFNAME", device);
        environment.put("CNI_ARGS", arguments());
        environment.put("CNI_PATH", plugins);
        environment.put("PATH", PATH);
        List<Attachment.Step> steps = new ArrayList<>();
        List<PluginNetwork.Plugin> all = found.network().plugins();
        for (int i = 0; i < all.size(); i++) {
            steps.add(
                    new Attachment.Step(
                            all.get(i).type(),
                            found.programs().get(i),
                            found.network().input(all.get(i), given)));
        }
        return new Attachment(
                found.network().name(),
                Text.of(found.file()),
                device,
                environment,
                steps,
                Optional.empty());
    }

    private Map<String, Json> given(List<Endpoints.Binding> ports) {
        Map<String, Json> given = new LinkedHashMap<>();
        if (!ports.isEmpty()) {
            List<Json> mappings = new ArrayList<>();
            ports.forEach(one -> mappings.add(mapping(one)));
            given.put("portMappings", new Json.Arr(mappings));
        }
        if (!addresses().isEmpty()) {
            given.put("ips", Json.of(addresses()));
        }
        join.hardware().ifPresent(text -> given.put("mac", Json.of(text)));
        if (!join.aliases().isEmpty()) {
            given.put(
                    "aliases",
                    Json.object().put(found.network().name(), Json.of(join.aliases())).build());
        }
        return given;
    }

    private static Json mapping(Endpoints.Binding one) {
        Json.ObjectBuilder mapping =
                Json.object()
                        .put("hostPort", one.host())
                        .put("containerPort", one.port().number())
                        .put("protocol", one.port().protocol());
        if (!Address.parse(one.address()).isUnspecified()) {
            mapping.put("hostIP", one.address());
        }
        return mapping.build();
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        join.address().ifPresent(addresses::add);
        join.address6().ifPresent(addresses::add);
        return addresses;
    }

    private String arguments() {
        StringBuilder arguments = new StringBuilder("IgnoreUnknown=1");
        if (!addresses().isEmpty() && !takes("ips")) {
            arguments.append(";IP=").append(String.join(",", addresses()));
        }
        if (join.hardware().isPresent() && !takes("mac")) {
            arguments.append(";MAC=").append(join.hardware().get());
        }
        return arguments.toString();
    }

    /// Refuses a result without what was asked for.
    void check(PluginResult result) {
        for (String asked : addresses()) {
            Address wanted = Address.parse(asked);
            boolean given =
                    result.places().stream().anyMatch(place -> place.address().equals(wanted));
            if (!given) {
                throw ignored(asked);
            }
        }
        Optional<String> hardware = join.hardware();
        if (hardware.isPresent()
                && !result.hardware().isEmpty()
                && !HardwareAddress.parse(result.hardware())
                        .equals(HardwareAddress.parse(hardware.get()))) {
            throw ignored(hardware.get());
        }
    }

    private JongException ignored(String asked) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "the plugins of CNI network "
                                + found.network().name()
                                + " have not given the container "
                                + asked)
                .hint("leave that option away, or use plugins that know it");
    }

    /// What is written down about the attachment.
    Endpoints.Endpoint endpoint(Attachment made, boolean first) {
        PluginResult result = made.known();
        Optional<PluginResult.Place> four = result.of(false);
        Optional<PluginResult.Place> six = result.of(true);
        return new Endpoints.Endpoint(
                join.network(),
                "",
                made.device(),
                "",
                four.map(PluginResult.Place::text).orElse(""),
                gateway(four),
                six.map(PluginResult.Place::text).orElse(""),
                gateway(six),
                result.hardware(),
                join.aliases(),
                false,
                first);
    }

    private static String gateway(Optional<PluginResult.Place> place) {
        return place.flatMap(PluginResult.Place::gateway).map(Address::toString).orElse("");
    }
}
