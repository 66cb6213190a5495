package dev.jong.build.solver;

import dev.jong.build.config.ConfigDraft;
import dev.jong.oci.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables of a stage: those of the image, and the arguments that `ARG` declares. Of two with one name the one that
/// was said last holds, as BuildKit has it: an argument behind `ENV` hides the image's variable, up to the next `ENV`.
final class Variables {
    /// Arguments that need no `ARG`; they are in no history and in no key.
    static final Set<String> PROXIES =
            Set.of(
                    "HTTP_PROXY",
                    "http_proxy",
                    "HTTPS_PROXY",
                    "https_proxy",
                    "FTP_PROXY",
                    "ftp_proxy",
                    "NO_PROXY",
                    "no_proxy",
                    "ALL_PROXY",
                    "all_proxy");

    static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final BuildWishes wishes;
    private final Map<String, String> globals;
    private final Map<String, String> given;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final Set<String> hiding = new HashSet<>();

    /// @param globals what the `ARG`s before the first `FROM` have come to
    /// @param given values that the builder knows: of platforms
    Variables(BuildWishes wishes, Map<String, String> globals, Map<String, String> given) {
        this.wishes = wishes;
        this.globals = globals;
        this.given = given;
    }

    /// Takes over what another stage has declared.
    void inherit(Map<String, String> declared) {
        arguments.putAll(declared);
        hiding.addAll(declared.keySet());
    }

    /// What was declared and holds, with its values.
    Map<String, String> arguments() {
        Map<String, String> out = new LinkedHashMap<>(arguments);
        out.keySet().retainAll(hiding);
        return out;
    }

    /// What the builder says of platforms.
    static Map<String, String> ofPlatforms(Platform target, Platform build, String stage) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("TARGETPLATFORM", target.toString());
        out.put("TARGETOS", target.os());
        out.put("TARGETARCH", target.architecture());
        out.put("TARGETVARIANT", target.variant());
        out.put("BUILDPLATFORM", build.toString());
        out.put("BUILDOS", build.os());
        out.put("BUILDARCH", build.architecture());
        out.put("BUILDVARIANT", build.variant());
        out.put("TARGETSTAGE", stage);
        return out;
    }

    /// Declares an argument.
    ///
    /// @param otherwise its default, variables replaced
    void declare(String name, Optional<String> otherwise) {
        Optional<String> value = Optional.ofNullable(wishes.arguments().get(name));
        if (value.isEmpty() && name.equals(EPOCH) && wishes.epoch().isPresent()) {
            value = wishes.epoch().map(seconds -> Long.toString(seconds));
        }
        if (value.isEmpty()) {
            value = otherwise;
        }
        if (value.isEmpty()) {
            value = Optional.ofNullable(globals.get(name));
        }
        if (value.isEmpty()) {
            value = Optional.ofNullable(given.get(name));
        }
        if (value.isEmpty()) {
            value = Optional.ofNullable(wishes.proxies().get(name));
        }
        value.ifPresent(text -> {
            arguments.put(name, text);
            hiding.add(name);
        });
    }

    /// Says that `ENV` has set a variable.
    void set(String name) {
        hiding.remove(name);
    }

    /// The value of a variable.
    Optional<String> value(String name, ConfigDraft config) {
        String own = hiding.contains(name) ? null : config.environment().get(name);
        return own != null ? Optional.of(own) : Optional.ofNullable(arguments.get(name));
    }

    /// Arguments as the history shows them, `NAME=value`: what is in no key is not shown.
    List<String> shown(ConfigDraft config) {
        Map<String, String> own = config.environment();
        List<String> out = new ArrayList<>();
        arguments.forEach((name, value) -> {
            boolean holds = hiding.contains(name) || !own.containsKey(name);
            if (holds && !PROXIES.contains(name)) {
                out.add(name + "=" + value);
            }
        });
        return out;
    }

    /// What a program sees, without what nothing depends on: the image's variables, arguments, and a path.
    Map<String, String> seen(ConfigDraft config) {
        Map<String, String> out = new LinkedHashMap<>(config.environment());
        arguments.forEach((name, value) -> {
            if (hiding.contains(name) && !PROXIES.contains(name)) {
                out.put(name, value);
            }
        });
        out.putIfAbsent("PATH", ConfigDraft.PATH.substring("PATH=".length()));
        return out;
    }

    /// The proxies that programs see beside it, each in both spellings: programs differ in which one they look at.
    Map<String, String> proxies() {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : PROXIES) {
            String value = wishes.arguments().get(name);
            if (value != null) {
                said.put(name, value);
            }
        }
        Map<String, String> out = inBothSpellings(said);
        inBothSpellings(wishes.proxies()).forEach(out::putIfAbsent);
        return out;
    }

    private static Map<String, String> inBothSpellings(Map<String, String> some) {
        Map<String, String> out = new LinkedHashMap<>(some);
        some.forEach((name, value) -> out.putIfAbsent(otherSpelling(name), value));
        return out;
    }

    private static String otherSpelling(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(name) ? name.toUpperCase(Locale.ROOT) : lower;
    }
}
