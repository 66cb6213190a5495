package dev.jong.build.dockerfile;

import java.util.Optional;

/// One expansion on its way through a text.
final class ReadWord {
    private static final int DEEPEST = 50;
    private static final char END = '\uffff';

    private final Expansion expansion;
    private final String raw;
    private final char escape;
    private final boolean quotes;
    private int at;
    private int depth;
    private long left;

    ReadWord(Expansion expansion, String raw, char escape, boolean quotes) {
        this.expansion = expansion;
        this.raw = raw;
        this.escape = escape;
        this.quotes = quotes;
    }

    /// @param most how many bytes variables may add
    WordText all(long most) {
        left = most;
        return until(END, false);
    }

    private char peek() {
        return at < raw.length() ? raw.charAt(at) : END;
    }

    /// Reads to a character, which is passed over.
    ///
    /// @param keepEscapes escapes stay, for a pattern
    private WordText until(char stop, boolean keepEscapes) {
        WordText out = new WordText();
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == stop) {
                at++;
                return out;
            }
            if (c == '$') {
                out.open(variable());
            } else if (quotes && c == '\'') {
                out.quoted(single());
            } else if (quotes && c == '"') {
                out.quoted(twice(keepEscapes));
            } else if (c == escape) {
                escaped(out, keepEscapes);
            } else {
                at++;
                out.open(c);
            }
        }
        if (stop != END) {
            throw bad("there is no " + stop);
        }
        return out;
    }

    private void escaped(WordText out, boolean keepEscapes) {
        at++;
        if (keepEscapes) {
            out.quoted(escape);
        }
        if (at < raw.length()) {
            out.quoted(raw.charAt(at++));
        }
    }

    private String single() {
        int end = raw.indexOf('\'', at + 1);
        if (end < 0) {
            throw bad("a single quote is not closed");
        }
        String text = raw.substring(at + 1, end);
        at = end + 1;
        return text;
    }

    private String twice(boolean keepEscapes) {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c == '$') {
                out.append(variable());
                continue;
            }
            at++;
            if (c == escape) {
                if (keepEscapes) {
                    out.append(c);
                }
                // Only these are escaped between double quotes; before others the character stays.
                char next = peek();
                if (next == '"' || next == '$' || next == escape) {
                    c = next;
                    at++;
                }
            }
            out.append(c);
        }
        throw bad("a double quote is not closed");
    }

    private String variable() {
        at++;
        if (peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : bounded(expansion.wanted(name).orElse(""));
        }
        at++;
        if (++depth > DEEPEST) {
            throw bad("variables are nested too deep");
        }
        String value = braces();
        depth--;
        return bounded(value);
    }

    /// Values of values of values grow without an end.
    private String bounded(String value) {
        left -= value.length();
        if (left < 0) {
            throw bad("it gets too long");
        }
        return value;
    }

    private String braces() {
        char first = peek();
        if (first == '{' || first == '}' || first == ':') {
            throw bad("bad substitution");
        }
        String name = name();
        char operator = peek();
        at++;
        return switch (operator) {
            case '}' -> expansion.wanted(name).orElse("");
            case ':' -> {
                char second = peek();
                at++;
                yield conditional(name, second, true);
            }
            case '-', '+', '?' -> conditional(name, operator, false);
            case '#', '%' -> trimmed(name, operator);
            case '/' -> replaced(name);
            case END -> throw bad("there is no }");
            default -> throw unknown(operator);
        };
    }

    private String conditional(String name, char operator, boolean emptyIsUnset) {
        if (operator != '-' && operator != '+' && operator != '?') {
            throw unknown(operator);
        }
        String other = until('}', false).text();
        Optional<String> value = expansion.value(name).filter(v -> !emptyIsUnset || !v.isEmpty());
        if (operator == '+') {
            return value.isPresent() ? other : "";
        }
        if (operator == '-' || value.isPresent()) {
            return value.orElse(other);
        }
        String why = emptyIsUnset ? "it must be set and not be empty" : "it must be set";
        throw Expansion.invalid(
                "the variable "
                        + Expansion.shown(name)
                        + ": "
                        + (other.isEmpty() ? why : Expansion.shown(other)));
    }

    private String trimmed(String name, char operator) {
        boolean longest = peek() == operator;
        if (longest) {
            at++;
        }
        String pattern = until('}', true).text();
        String value = expansion.wanted(name).orElse("");
        return new Wildcard(pattern, escape).without(value, operator == '%', longest);
    }

    private String replaced(String name) {
        boolean every = peek() == '/';
        if (every) {
            at++;
        }
        String pattern = until('/', true).text();
        String replacement = until('}', true).text();
        String value = expansion.wanted(name).orElse("");
        return new Wildcard(pattern, escape).replace(value, replacement, every);
    }

    private String name() {
        int from = at;
        char c = peek();
        if ("@*#?-$!".indexOf(c) >= 0) {
            at++;
            return String.valueOf(c);
        }
        boolean number = isDigit(c);
        while (isDigit(peek()) || !number && isLetter(peek())) {
            at++;
        }
        return raw.substring(from, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private RuntimeException unknown(char operator) {
        return bad("variables have no modifier " + Expansion.shown(String.valueOf(operator)));
    }

    private RuntimeException bad(String why) {
        return Expansion.invalid("cannot expand \"" + Expansion.shown(raw) + "\": " + why);
    }
}
