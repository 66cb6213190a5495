package dev.jong.cli.output.template;

import dev.jong.cli.output.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a template into tokens.
final class TemplateLexer {
    private static final String SPACE = " \t\r\n";

    /// Tokens of one action. It bounds how deep expressions nest, and so the stack that they take.
    private static final int LONGEST_ACTION = 300;

    private final String in;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean glued;

    private TemplateLexer(String in) {
        this.in = in;
    }

    static List<Token> tokens(String source) {
        TemplateLexer lexer = new TemplateLexer(source);
        boolean trim = false;
        while (true) {
            int open = source.indexOf("{{", lexer.at);
            String text = source.substring(lexer.at, open < 0 ? source.length() : open);
            boolean trimsBefore = open >= 0 && lexer.isTrimMark(open + 2);
            text = strip(text, trim, trimsBefore);
            if (!text.isEmpty()) {
                lexer.tokens.add(new Token(Kind.TEXT, text, false));
            }
            if (open < 0) {
                lexer.tokens.add(new Token(Kind.END, "", false));
                return lexer.tokens;
            }
            lexer.at = open + (trimsBefore ? 4 : 2);
            trim = lexer.action();
        }
    }

    /// A minus with white space behind it; without, it is the sign of a number.
    private boolean isTrimMark(int index) {
        return in.startsWith("-", index)
                && index + 1 < in.length()
                && SPACE.indexOf(in.charAt(index + 1)) >= 0;
    }

    private static String strip(String text, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (right && start < end && SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    /// Reads one action and its end; says whether white space behind it goes.
    private boolean action() {
        if (in.startsWith("/*", at)) {
            return comment();
        }
        add(Kind.OPEN, "{{", at);
        int limit = tokens.size() + LONGEST_ACTION;
        while (tokens.size() < limit) {
            glued = !skipSpace();
            if (in.startsWith("}}", at)) {
                add(Kind.CLOSE, "}}", at + 2);
                return false;
            }
            if (!glued && in.startsWith("-}}", at)) {
                add(Kind.CLOSE, "}}", at + 3);
                return true;
            }
            if (at >= in.length()) {
                throw TemplateError.of("unclosed action");
            }
            token(in.charAt(at));
        }
        throw TemplateError.of("an action of more than " + LONGEST_ACTION + " words");
    }

    private boolean comment() {
        int end = in.indexOf("*/", at + 2);
        if (end < 0) {
            throw TemplateError.of("unclosed comment");
        }
        at = end + 2;
        boolean trims = in.startsWith(" -}}", at);
        if (!trims && !in.startsWith("}}", at)) {
            throw TemplateError.of("comment ends before closing delimiter");
        }
        at += trims ? 4 : 2;
        return trims;
    }

    private boolean skipSpace() {
        int start = at;
        while (at < in.length() && SPACE.indexOf(in.charAt(at)) >= 0) {
            at++;
        }
        return at > start;
    }

    private void token(char c) {
        if (c == '"' || c == '`') {
            string(c);
        } else if (c == '.' || c == '$') {
            int end = nameEnd(at + 1);
            Kind kind = c == '$' ? Kind.VARIABLE : end == at + 1 ? Kind.DOT : Kind.FIELD;
            add(kind, in.substring(at, end), end);
        } else if (isNameStart(c)) {
            int end = nameEnd(at);
            add(Kind.WORD, in.substring(at, end), end);
        } else if (c >= '0' && c <= '9'
                || (c == '-' || c == '+') && at + 1 < in.length() && isDigit(in.charAt(at + 1))) {
            number();
        } else if (in.startsWith(":=", at)) {
            add(Kind.SIGN, ":=", at + 2);
        } else if ("()|,=".indexOf(c) >= 0) {
            add(Kind.SIGN, String.valueOf(c), at + 1);
        } else {
            throw TemplateError.of(
                    "unexpected character in command: " + dev.jong.base.Text.printable("" + c));
        }
    }

    private void number() {
        int end = at + 1;
        while (end < in.length() && (isDigit(in.charAt(end)) || in.charAt(end) == '.')) {
            end++;
        }
        String text = in.substring(in.charAt(at) == '+' ? at + 1 : at, end);
        boolean whole = text.indexOf('.') < 0;
        boolean fraction =
                !whole && text.indexOf('.') == text.lastIndexOf('.') && !text.endsWith(".");
        if (text.length() > 18 || !whole && !fraction) {
            throw TemplateError.of("bad number syntax");
        }
        add(Kind.NUMBER, text, end);
    }

    private void string(char quote) {
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (i < in.length() && in.charAt(i) != quote) {
            if (quote == '"' && in.charAt(i) == '\\' && i + 1 < in.length()) {
                text.append(escaped(in.charAt(i + 1)));
                i += 2;
            } else {
                text.append(in.charAt(i++));
            }
        }
        if (i >= in.length()) {
            throw TemplateError.of("unterminated quoted string");
        }
        add(Kind.STRING, text.toString(), i + 1);
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"' -> c;
            default -> throw TemplateError.of("unknown escape in a string");
        };
    }

    private void add(Kind kind, String text, int next) {
        tokens.add(new Token(kind, text, glued));
        at = next;
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < in.length() && (isNameStart(in.charAt(end)) || isDigit(in.charAt(end)))) {
            end++;
        }
        return end;
    }

    /// Bytes from 128 up are parts of letters in UTF-8.
    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
