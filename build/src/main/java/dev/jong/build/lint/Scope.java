package dev.jong.build.lint;

import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Expansion;
import dev.jong.build.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Variables at a place of a file, and what was asked for in vain.
final class Scope {
    /// Arguments that are there without an `ARG`.
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

    /// Arguments that a `FROM` may use without an `ARG`.
    static final Set<String> PLATFORMS =
            Set.of(
                    "TARGETPLATFORM",
                    "TARGETOS",
                    "TARGETARCH",
                    "TARGETVARIANT",
                    "TARGETSTAGE",
                    "BUILDPLATFORM",
                    "BUILDOS",
                    "BUILDARCH",
                    "BUILDVARIANT");

    private static final int LONGEST = 1_000;

    private final char escape;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> unset = new TreeSet<>();

    Scope(char escape) {
        this.escape = escape;
    }

    /// What `FROM` lines see.
    static Scope globals(Dockerfile file, LintSettings settings) {
        Scope scope = new Scope(file.escape());
        PROXIES.forEach(name -> scope.set(name, ""));
        PLATFORMS.forEach(name -> scope.set(name, settings.arguments().getOrDefault(name, name)));
        file.globals().forEach(arg -> scope.declare(arg, settings.arguments(), Map.of()));
        scope.unset.clear();
        return scope;
    }

    /// Values are kept in part: checks only look whether there is one, and values of values grow.
    void set(String name, String value) {
        values.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// The first names, in the order in which they were set, of those that somebody may have meant.
    List<String> names(int most, Set<String> without) {
        return values.keySet().stream()
                .filter(name -> !PROXIES.contains(name) && !without.contains(name))
                .limit(most)
                .toList();
    }

    int size() {
        return values.size();
    }

    /// Declares what an `ARG` declares: with the caller's value, the default, or a global one.
    void declare(Instruction.Arg arg, Map<String, String> given, Map<String, String> globals) {
        for (Instruction.Argument argument : arg.arguments()) {
            String name = word(argument.name());
            String value = given.get(name);
            if (value == null) {
                Optional<String> written = argument.value();
                value = written.isPresent() ? word(written.get()) : globals.get(name);
            }
            set(name, value == null ? "" : value);
        }
    }

    /// Sets what an `ENV` sets: all of its values are of before it.
    void set(Instruction.Env env) {
        List<String> expanded = new ArrayList<>();
        for (Instruction.Pair pair : env.pairs()) {
            expanded.add(word(pair.value()));
        }
        for (int i = 0; i < expanded.size(); i++) {
            set(word(env.pairs().get(i).name()), expanded.get(i));
        }
    }

    /// A word expanded; as it was written when that is not possible.
    String word(String raw) {
        Expansion expansion = new Expansion(escape, name -> Optional.ofNullable(values.get(name)));
        try {
            return expansion.word(raw);
        } catch (JongException e) {
            // The build says what is wrong with it.
            return raw;
        } finally {
            unset.addAll(expansion.unset());
        }
    }

    /// Names that were asked for since the last call, and are not set.
    List<String> takeUnset() {
        List<String> taken = List.copyOf(unset);
        unset.clear();
        return taken;
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /// The same variables, for a stage that begins here.
    Scope copy() {
        Scope copy = new Scope(escape);
        copy.values.putAll(values);
        return copy;
    }
}
