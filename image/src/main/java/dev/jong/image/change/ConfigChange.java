package dev.jong.image.change;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Applies instructions to the `config` object of an image's config: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK,
/// LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME, WORKDIR. Variables are not expanded.
public final class ConfigChange {
    private final Map<String, Json> fields;

    private ConfigChange(Json.Obj config) {
        this.fields = new LinkedHashMap<>(config.fields());
    }

    /// The config after some changes; equal arguments give equal results.
    ///
    /// @param changes one instruction each, or several on lines of their own
    /// @throws JongException INVALID_ARGUMENT naming the instruction
    public static Json.Obj apply(Json.Obj config, List<String> changes) {
        ConfigChange change = new ConfigChange(config);
        for (String lines : changes) {
            for (String line : lines.split("\n", -1)) {
                String text = line.strip();
                if (!text.isEmpty() && text.charAt(0) != '#') {
                    change.instruction(text);
                }
            }
        }
        return new Json.Obj(change.fields);
    }

    static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }

    private void instruction(String text) {
        int space = 0;
        while (space < text.length() && text.charAt(space) != ' ' && text.charAt(space) != '\t') {
            space++;
        }
        String keyword = text.substring(0, space).toUpperCase(Locale.ROOT);
        try {
            apply(keyword, text.substring(space).strip());
        } catch (JongException e) {
            throw invalid("invalid change \"" + Text.printable(text) + "\": " + e.text())
                    .causedBy(e);
        }
    }

    private void apply(String keyword, String rest) {
        if (rest.isEmpty()) {
            throw invalid(keyword + " needs a value");
        }
        switch (keyword) {
            case "CMD" -> fields.put("Cmd", command(rest));
            case "ENTRYPOINT" -> fields.put("Entrypoint", command(rest));
            case "ENV" -> pairs(rest).forEach(this::variable);
            case "EXPOSE" ->
                    Words.split(rest)
                            .forEach(word ->
                                    Ports.expand(word).forEach(p -> flag("ExposedPorts", p)));
            case "HEALTHCHECK" -> fields.put("Healthcheck", Healthcheck.parse(rest, shell()));
            case "LABEL" ->
                    pairs(rest).forEach((name, value) -> member("Labels", name, Json.of(value)));
            case "ONBUILD" -> trigger(rest);
            case "SHELL" -> fields.put("Shell", Json.of(shell(rest)));
            case "STOPSIGNAL" -> fields.put("StopSignal", Json.of(one(keyword, rest)));
            case "USER" -> fields.put("User", Json.of(one(keyword, rest)));
            case "VOLUME" ->
                    Words.array(rest)
                            .orElseGet(() -> Words.split(rest))
                            .forEach(v -> flag("Volumes", v));
            case "WORKDIR" -> fields.put("WorkingDir", Json.of(directory(one(keyword, rest))));
            default -> throw invalid("this instruction can't be a change");
        }
    }

    private Json command(String rest) {
        Optional<List<String>> exec = Words.array(rest);
        if (exec.isPresent()) {
            return Json.of(exec.get());
        }
        List<String> words = new ArrayList<>(shell());
        words.add(rest);
        return Json.of(words);
    }

    private List<String> shell() {
        List<String> own = new Json.Obj(fields).strings("Shell");
        return own.isEmpty() ? List.of("/bin/sh", "-c") : own;
    }

    private static List<String> shell(String rest) {
        return Words.array(rest)
                .filter(words -> !words.isEmpty())
                .orElseThrow(() -> invalid("SHELL needs a JSON array of strings"));
    }

    private void variable(String name, String value) {
        List<Json> out = new ArrayList<>();
        boolean replaced = false;
        for (String old : new Json.Obj(fields).strings("Env")) {
            boolean same = old.startsWith(name + "=");
            out.add(Json.of(same ? name + "=" + value : old));
            replaced |= same;
        }
        if (!replaced) {
            out.add(Json.of(name + "=" + value));
        }
        fields.put("Env", new Json.Arr(out));
    }

    /// `NAME=value` words, or the old form of one name, a space, and everything after it as the value.
    private static Map<String, String> pairs(String rest) {
        Map<String, String> out = new LinkedHashMap<>();
        List<String> words = Words.split(rest);
        if (words.getFirst().indexOf('=') < 0) {
            String name = words.getFirst();
            String value = rest.substring(Math.min(rest.length(), name.length())).strip();
            if (value.isEmpty()) {
                throw invalid("\"" + Text.printable(name) + "\" has no value");
            }
            return Map.of(name, value);
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw invalid("\"" + Text.printable(word) + "\" is not NAME=value");
            }
            out.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return out;
    }

    private void trigger(String rest) {
        String first = Words.split(rest).getFirst().toUpperCase(Locale.ROOT);
        if (first.equals("ONBUILD") || first.equals("FROM") || first.equals("MAINTAINER")) {
            throw invalid(first + " can't be triggered");
        }
        List<Json> out = new ArrayList<>();
        new Json.Obj(fields).strings("OnBuild").forEach(old -> out.add(Json.of(old)));
        out.add(Json.of(rest));
        fields.put("OnBuild", new Json.Arr(out));
    }

    private String directory(String path) {
        String start =
                path.startsWith("/") ? path : new Json.Obj(fields).text("WorkingDir") + "/" + path;
        List<String> parts = new ArrayList<>();
        for (String part : start.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private static String one(String keyword, String rest) {
        List<String> words = Words.split(rest);
        if (words.size() != 1) {
            throw invalid(keyword + " takes one value");
        }
        return words.getFirst();
    }

    private void flag(String field, String name) {
        if (name.isEmpty()) {
            throw invalid("an empty name");
        }
        member(field, name, Json.EMPTY);
    }

    private void member(String field, String name, Json value) {
        fields.put(field, new Json.Obj(fields).object(field).with(name, value));
    }
}
