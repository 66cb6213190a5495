package dev.jong.network.cni;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configuration of a network: the plugins that connect a container one after the other. Specification 1.0.0,
/// section 1.
///
/// @param version of the specification that its plugins are spoken to in
public record PluginNetwork(String name, String version, List<Plugin> plugins) {
    private static final String CAPABILITIES = "capabilities";

    public PluginNetwork {
        plugins = List.copyOf(plugins);
    }

    /// One plugin.
    ///
    /// @param type name of its program
    /// @param json its part of the configuration
    public record Plugin(String type, Json.Obj json) {
        /// Whether it takes this from whoever runs it.
        public boolean takes(String capability) {
            return json.object(CAPABILITIES).bool(capability);
        }
    }

    /// Reads the document of a list, or of a single plugin.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is neither
    public static PluginNetwork parse(byte[] document) {
        Json.Obj json = JsonParser.parseObject(document);
        String name = json.text("name");
        String version = json.text("cniVersion");
        check(isName(name), "it has no name of letters, digits, _ . and -");
        check(
                isSpoken(version),
                version.isEmpty()
                        ? "it has no cniVersion"
                        : "it is of version "
                                + Text.printable(version)
                                + ", and those from 0.3.0 to 1.1.0 are spoken");
        List<Plugin> plugins = new ArrayList<>();
        for (Json.Obj one : json.has("plugins") ? json.objects("plugins") : List.of(json)) {
            check(isName(one.text("type")), "a plugin has no type");
            one.object(CAPABILITIES).fields().keySet().forEach(one.object(CAPABILITIES)::bool);
            plugins.add(new Plugin(one.text("type"), one));
        }
        check(!plugins.isEmpty(), "it has no plugins");
        return new PluginNetwork(name, version, plugins);
    }

    private static void check(boolean sound, String otherwise) {
        if (!sound) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, otherwise);
        }
    }

    /// Names become names of files.
    private static boolean isName(String text) {
        boolean fits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            fits &= plain || i > 0 && "_.-".indexOf(c) >= 0;
        }
        return fits;
    }

    /// Older ones have other results, and no results of earlier plugins.
    private static boolean isSpoken(String version) {
        return List.of("0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0").contains(version);
    }

    /// Whether any plugin takes this.
    public boolean takes(String capability) {
        return plugins.stream().anyMatch(plugin -> plugin.takes(capability));
    }

    /// What a plugin gets as its standard input, but for the result of those before it: section 4 of the specification.
    ///
    /// @param given by capability
    public Json.Obj input(Plugin plugin, Map<String, Json> given) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("cniVersion", Json.of(version));
        fields.put("name", Json.of(name));
        plugin.json().fields().forEach(fields::putIfAbsent);
        fields.remove(CAPABILITIES);
        fields.remove("prevResult");
        Map<String, Json> taken = new LinkedHashMap<>();
        given.forEach((capability, value) -> {
            if (plugin.takes(capability)) {
                taken.put(capability, value);
            }
        });
        if (taken.isEmpty()) {
            fields.remove("runtimeConfig");
        } else {
            fields.put("runtimeConfig", new Json.Obj(taken));
        }
        return new Json.Obj(fields);
    }
}
