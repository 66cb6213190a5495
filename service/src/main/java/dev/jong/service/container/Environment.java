package dev.jong.service.container;

import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts a container's environment together: defaults, then the image's, then the user's; each value with
/// where it came from.
final class Environment {
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String ENTRY = "the user's entry in /etc/passwd";

    private final Map<String, Spec.Variable> variables = new LinkedHashMap<>();

    Environment(String hostname, boolean terminal) {
        set("PATH", PATH, "default");
        set("HOSTNAME", hostname, "default");
        if (terminal) {
            set("TERM", "xterm", "default");
        }
    }

    /// That of one more program in a container: its own variables, and those of a terminal.
    Environment(List<Spec.Variable> own, boolean terminal) {
        for (Spec.Variable variable : own) {
            variables.put(variable.name(), variable);
        }
        if (terminal && !variables.containsKey("TERM")) {
            set("TERM", "xterm", "default");
        }
    }

    /// Variables of the image, `NAME=value` each; one without `=` is empty.
    void image(List<String> texts) {
        for (String text : texts) {
            int equals = text.indexOf('=');
            set(
                    equals < 0 ? text : text.substring(0, equals),
                    equals < 0 ? "" : text.substring(equals + 1),
                    "image");
        }
    }

    /// Variables of the command line, and those it takes away again.
    void user(List<RunOptions.Variable> wanted) {
        for (RunOptions.Variable variable : wanted) {
            if (variable.removed()) {
                variables.remove(variable.name());
            } else {
                set(variable.name(), variable.value(), variable.origin());
            }
        }
    }

    /// HOME from the user's entry, unless somebody set it. Another user's entry sets it anew.
    void home(String home) {
        Spec.Variable known = variables.get("HOME");
        if (known == null || known.origin().equals(ENTRY)) {
            set("HOME", home, ENTRY);
        }
    }

    /// All of them, in order.
    List<Spec.Variable> all() {
        return new ArrayList<>(variables.values());
    }

    private void set(String name, String value, String origin) {
        variables.put(name, new Spec.Variable(name, value, origin));
    }
}
