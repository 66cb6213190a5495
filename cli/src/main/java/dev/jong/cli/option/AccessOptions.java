package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.ArrayList;
import java.util.List;

/// The options of every command that reaches a registry.
final class AccessOptions {
    private AccessOptions() {}

    /// Options of a command's own, and those for the way to its registry.
    static OptionSpec[] with(OptionSpec... own) {
        List<OptionSpec> all = new ArrayList<>(List.of(own));
        all.add(text("creds", "USER[:PASSWORD]", "Log in as this user, whatever is stored"));
        all.addAll(withoutCredentials());
        return all.toArray(new OptionSpec[0]);
    }

    static List<OptionSpec> withoutCredentials() {
        return List.of(
                text("authfile", "FILE", "Read credentials from this file"),
                text("cert-dir", "DIR", "Directory with CA and client certificates"),
                flag("tls-verify", "Check certificates, and refuse plain http (default true)"));
    }
}
