package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What files are left out: the lines of a `.dockerignore`, or the patterns of `--exclude`. The last rule that matches a
/// path, or a directory above it, decides; a rule that begins with `!` takes back in.
public final class IgnoreRules {
    /// Leaves nothing out.
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    /// What [#verdict] says of a path that no rule matches.
    public static final int NO_RULE = -1;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final List<Rule> rules;

    /// @param line from 1; 0 for a rule that is of no file
    private record Rule(Glob glob, boolean exception, String text, int line) {}

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// Reads an ignore file.
    ///
    /// @param content its bytes
    /// @param name what it is called, for messages
    /// @throws JongException INVALID_ARGUMENT for a pattern that is none, with its line
    public static IgnoreRules parse(String content, String name) {
        String text =
                content.startsWith(BYTE_ORDER_MARK)
                        ? content.substring(BYTE_ORDER_MARK.length())
                        : content;
        List<Rule> rules = new ArrayList<>();
        int line = 1;
        for (int at = 0; at < text.length(); line++) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String written = text.substring(at, end);
            at = end + 1;
            if (!written.startsWith("#") && !trim(written).isEmpty()) {
                rules.add(rule(trim(written), name + ":" + line + ": ", line));
            }
        }
        return new IgnoreRules(rules);
    }

    /// The rules of patterns.
    ///
    /// @throws JongException INVALID_ARGUMENT for a pattern that is none
    public static IgnoreRules of(List<String> patterns) {
        List<Rule> rules = new ArrayList<>();
        for (String pattern : patterns) {
            if (!trim(pattern).isEmpty()) {
                rules.add(rule(trim(pattern), "", 0));
            }
        }
        return new IgnoreRules(rules);
    }

    private static Rule rule(String text, String where, int line) {
        boolean exception = text.startsWith("!");
        String pattern = exception ? trim(text.substring(1)) : text;
        if (pattern.isEmpty()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    Text.printable(where) + "illegal exclusion pattern \"!\"");
        }
        String clean = Paths.clean(pattern);
        String relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
        try {
            return new Rule(Glob.deep(relative), exception, text, line);
        } catch (JongException e) {
            throw JongException.of(e.kind(), Text.printable(where) + e.text()).causedBy(e);
        }
    }

    /// Whether there is no rule at all.
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Whether a path is left out. Paths have no leading slash.
    public boolean excludes(String path) {
        return excludes(verdict(path));
    }

    /// Whether a verdict leaves out.
    public boolean excludes(int verdict) {
        return verdict != NO_RULE && !rules.get(verdict).exception;
    }

    /// The rule that leaves a path out, for messages; empty when none does.
    public Optional<String> exclusion(String path) {
        int verdict = verdict(path);
        if (!excludes(verdict)) {
            return Optional.empty();
        }
        Rule rule = rules.get(verdict);
        String shown = "\"" + Text.printable(rule.text) + "\"";
        return Optional.of(rule.line == 0 ? shown : shown + " in line " + rule.line);
    }

    /// The number of the rule that decides over a path, or [#NO_RULE].
    public int verdict(String path) {
        int verdict = NO_RULE;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            verdict = verdict(verdict, path.substring(0, slash));
        }
        return verdict(verdict, path);
    }

    /// The same for a path whose directory is known: what decides over that decides over all in it, unless a later rule
    /// matches.
    ///
    /// @param above the verdict on its directory
    public int verdict(int above, String path) {
        for (int i = rules.size() - 1; i > above; i--) {
            if (rules.get(i).glob.matches(path)) {
                return i;
            }
        }
        return above;
    }

    /// Whether something in a directory that is left out can be taken back in, so that it has to be looked into.
    ///
    /// @param verdict the one on the directory
    public boolean mayIncludeBelow(int verdict, String directory) {
        for (int i = rules.size() - 1; i > verdict; i--) {
            Rule rule = rules.get(i);
            if (rule.exception && rule.glob.mayMatchBelow(directory)) {
                return true;
            }
        }
        return false;
    }

    /// Without white space at both ends.
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
