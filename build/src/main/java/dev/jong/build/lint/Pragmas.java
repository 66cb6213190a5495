package dev.jong.build.lint;

import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a file says about checks of itself: the directive `check=skip=A,B;error=true`, and comments `# hadolint
/// ignore=DL3008` above an instruction or `# hadolint global ignore=DL3008`.
final class Pragmas {
    private final Set<String> skipped = new HashSet<>();
    private final Set<String> experimental = new HashSet<>();
    private final Map<Integer, Set<String>> byLine = new HashMap<>();
    private final Map<Integer, Set<String>> above = new HashMap<>();
    private final List<String> lines;
    private boolean error;

    private Pragmas(List<String> lines) {
        this.lines = lines;
    }

    static Pragmas of(Dockerfile file, boolean comments, Map<String, String> arguments) {
        Pragmas pragmas = new Pragmas(file.lines());
        String directive = file.directives().getOrDefault("check", "");
        pragmas.directive(arguments.getOrDefault("BUILDKIT_DOCKERFILE_CHECK", directive));
        for (int i = 0; comments && i < file.lines().size(); i++) {
            pragmas.comment(file.lines().get(i).strip(), i + 1);
        }
        return pragmas;
    }

    private void directive(String text) {
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(0, equals)).strip();
            String value = part.substring(equals + 1).strip();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "skip" -> addAll(skipped, value);
                case "experimental" -> addAll(experimental, value);
                case "error" -> error = value.equalsIgnoreCase("true") || value.equals("1");
                default -> {
                    // What a later language knows does not matter to this one.
                }
            }
        }
    }

    private static void addAll(Set<String> names, String list) {
        for (String name : list.split(",")) {
            names.add(name.strip());
        }
    }

    private void comment(String line, int number) {
        if (!line.startsWith("#")) {
            return;
        }
        String text = line.substring(1).strip();
        if (!text.startsWith("hadolint ")) {
            return;
        }
        text = text.substring(9).strip();
        boolean global = text.startsWith("global ");
        text = global ? text.substring(7).strip() : text;
        if (!text.startsWith("ignore")) {
            return;
        }
        int equals = text.indexOf('=');
        int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
        if (equals > 0 && equals < end) {
            Set<String> names =
                    global ? skipped : byLine.computeIfAbsent(number, n -> new HashSet<>());
            addAll(names, text.substring(equals + 1, end).strip());
        }
    }

    /// Lines with comments that turn rules off.
    Set<Integer> commentLines() {
        return byLine.keySet();
    }

    boolean skips(String rule, Origin at) {
        boolean builtIn = !rule.startsWith("DL") && !rule.startsWith("SC");
        if (skipped.contains(rule) || builtIn && skipped.contains("all")) {
            return true;
        }
        return above.computeIfAbsent(at.first(), this::above).contains(rule);
    }

    /// Rules that comments above a line turn off; empty lines between do not matter.
    private Set<String> above(int first) {
        Set<String> names = new HashSet<>();
        for (int line = first - 1; line > 0 && line <= lines.size(); line--) {
            String text = lines.get(line - 1).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                break;
            }
            names.addAll(byLine.getOrDefault(line, Set.of()));
        }
        return names;
    }

    /// Whether an experimental rule was asked for.
    boolean wants(Rule rule) {
        return rule.isBuiltIn()
                && (experimental.contains("all") || experimental.contains(rule.name()));
    }

    /// Whether findings are to end the build.
    boolean isError() {
        return error;
    }
}
