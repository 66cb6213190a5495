package dev.jong.build.dockerfile;

import java.util.LinkedHashMap;
import java.util.Map;

/// A `--mount` of `RUN`. Names of options are known to be right for the type; aliases have been replaced
/// (`src` is `source`, `dst` and `destination` are `target`, `ro` is `readonly`, `rw` is `readwrite`); an option
/// without a value has the value `true`. Values are not expanded.
///
/// @param type `bind`, `cache`, `tmpfs`, `secret` or `ssh`
public record RunMount(String type, Map<String, String> options) {
    public RunMount {
        options = Map.copyOf(new LinkedHashMap<>(options));
    }

    /// An option's value, or another one where it was not written.
    public String option(String name, String absent) {
        String value = options.get(name);
        return value == null ? absent : value;
    }
}
