package dev.jong.service.network.cni;

import dev.jong.base.Text;
import dev.jong.service.container.Caller;
import java.nio.file.Path;

/// Where this host has networks of plugins.
///
/// @param configurations the directory of their files
/// @param plugins directories with programs, colons between them
public record PluginPlaces(Path configurations, String plugins) {
    private static final String CONFIGURATIONS = "/etc/cni/net.d";
    private static final String PLUGINS = "/opt/cni/bin:/usr/lib/cni:/usr/libexec/cni";

    /// Those that the caller names in `CNI_CONFIG_DIR` and `CNI_PATH`, else the usual ones.
    public static PluginPlaces of(Caller caller) {
        String configurations = said(caller, "CNI_CONFIG_DIR", CONFIGURATIONS);
        return new PluginPlaces(
                Text.path(caller.absolute(configurations)), said(caller, "CNI_PATH", PLUGINS));
    }

    private static String said(Caller caller, String variable, String usual) {
        String text = caller.variable(variable).orElse("");
        return text.isEmpty() ? usual : text;
    }
}
