package dev.jong.build.lint;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes findings for people and for programs. All output is byte strings with a line feed at the end.
public final class WriteFindings {
    private WriteFindings() {}

    /// For people: what is wrong, the lines around, and what the rule wants; the sum at the end.
    ///
    /// @param color with escape sequences of a terminal
    public static String text(Dockerfile file, List<Finding> findings, boolean color) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : findings) {
            out.append(place(finding)).append(": ");
            out.append(colored(finding.severity(), color)).append(": ").append(finding.rule());
            out.append(": ").append(finding.message());
            out.append(Located.excerpt(file, finding.at())).append('\n');
            out.append("  hint: ").append(finding.help()).append("\n\n");
        }
        return out.append(sum(findings)).append('\n').toString();
    }

    /// One line for each finding, as hadolint writes them: `FILE:LINE RULE severity: message`.
    public static String lines(List<Finding> findings) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : findings) {
            out.append(place(finding)).append(' ').append(finding.rule()).append(' ');
            out.append(finding.severity().word()).append(": ").append(finding.message());
            out.append('\n');
        }
        return out.toString();
    }

    private static String place(Finding finding) {
        return Text.printable(finding.at().file()) + ":" + finding.at().first();
    }

    private static String colored(Severity severity, boolean color) {
        if (!color) {
            return severity.word();
        }
        String code =
                switch (severity) {
                    case ERROR -> "31";
                    case WARNING -> "33";
                    case INFO -> "36";
                    case STYLE -> "35";
                };
        return "\u001b[1;" + code + "m" + severity.word() + "\u001b[0m";
    }

    private static String sum(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "no findings";
        }
        StringBuilder out = new StringBuilder();
        for (Severity severity : Severity.values()) {
            long count = findings.stream().filter(f -> f.severity() == severity).count();
            if (count > 0) {
                out.append(out.isEmpty() ? "" : ", ").append(count).append(' ');
                out.append(severity.word().toLowerCase(Locale.ROOT));
                out.append(count > 1 && severity.ordinal() < 2 ? "s" : "");
            }
        }
        return out.toString();
    }

    /// A JSON array as hadolint writes it: `code`, `column`, `file`, `level`, `line`, `message`, and also `endLine` and
    /// `help`.
    public static String json(List<Finding> findings) {
        List<Json> items = new ArrayList<>();
        for (Finding finding : findings) {
            items.add(
                    Json.object()
                            .put("code", finding.rule())
                            .put("column", 1)
                            .put("endLine", finding.at().last())
                            .put("file", Text.printable(finding.at().file()))
                            .put("help", finding.help())
                            .put("level", finding.severity().word())
                            .put("line", finding.at().first())
                            .put("message", finding.message())
                            .build());
        }
        return JsonPrinter.pretty(new Json.Arr(items)) + "\n";
    }

    /// SARIF 2.1.0 (OASIS), one run.
    ///
    /// @param version of this program
    public static String sarif(List<Finding> findings, String version) {
        List<String> rules = findings.stream().map(Finding::rule).distinct().sorted().toList();
        List<Json> described = new ArrayList<>();
        for (String rule : rules) {
            described.add(rule(findings, rule));
        }
        List<Json> results = new ArrayList<>();
        for (Finding finding : findings) {
            results.add(result(finding, rules.indexOf(finding.rule())));
        }
        Json driver =
                Json.object()
                        .put("name", "jong")
                        .put("version", version)
                        .put("rules", new Json.Arr(described))
                        .build();
        Json run =
                Json.object()
                        .put("tool", Json.object().put("driver", driver).build())
                        .put("results", new Json.Arr(results))
                        .build();
        Json log =
                Json.object()
                        .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                        .put("version", "2.1.0")
                        .put("runs", new Json.Arr(List.of(run)))
                        .build();
        return JsonPrinter.pretty(log) + "\n";
    }

    private static Json rule(List<Finding> findings, String name) {
        String help =
                findings.stream()
                        .filter(finding -> finding.rule().equals(name))
                        .map(Finding::help)
                        .findFirst()
                        .orElse(name);
        Json text = Json.object().put("text", help).build();
        return Json.object().put("id", name).put("shortDescription", text).build();
    }

    private static Json result(Finding finding, int rule) {
        Origin at = finding.at();
        String level =
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case INFO, STYLE -> "note";
                };
        Json region = Json.object().put("startLine", at.first()).put("endLine", at.last()).build();
        Json place =
                Json.object()
                        .put("artifactLocation", Json.object().put("uri", uri(at.file())).build())
                        .put("region", region)
                        .build();
        Json location = Json.object().put("physicalLocation", place).build();
        return Json.object()
                .put("ruleId", finding.rule())
                .put("ruleIndex", rule)
                .put("level", level)
                .put("message", Json.object().put("text", finding.message()).build())
                .put("locations", new Json.Arr(List.of(location)))
                .build();
    }

    /// A path as a relative or absolute URI reference (RFC 3986).
    private static String uri(String path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain = c > ' ' && c < 0x7f && "\"%<>\\^`{|}?#[]".indexOf(c) < 0;
            if (plain && (c != ':' || path.startsWith("/"))) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4 & 15));
                out.append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }
}
