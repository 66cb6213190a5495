package dev.jong.base.json;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON document (RFC 8259) out of bytes. Strict: no comments, no trailing commas, nothing after
/// the value, no key twice in one object (two readers that pick different ones would disagree about what
/// was signed). Depth is limited, so hostile nesting can't exhaust the stack; size is the caller's to
/// limit before the bytes are read.
public final class JsonParser {
    /// Deepest nesting of arrays and objects that is accepted.
    public static final int MAX_DEPTH = 200;

    private final byte[] in;
    private int at;

    private JsonParser(byte[] in) {
        this.in = in;
    }

    /// Parses a whole document.
    ///
    /// @throws JongException INVALID_ARGUMENT with the byte offset when the bytes are not one JSON value
    public static Json parse(byte[] bytes) {
        JsonParser parser = new JsonParser(bytes);
        Json value = parser.value(0);
        parser.space();
        if (parser.at < bytes.length) {
            throw parser.error("text after the value");
        }
        return value;
    }

    /// Parses a document that must be an object.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is anything else
    public static Json.Obj parseObject(byte[] bytes) {
        if (parse(bytes) instanceof Json.Obj object) {
            return object;
        }
        throw invalid("the document is not an object");
    }

    static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "invalid JSON: " + why);
    }

    private Json value(int depth) {
        space();
        int c = at < in.length ? in[at] : -1;
        return switch (c) {
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", new Json.Null());
            default -> number();
        };
    }

    private int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw error("nested deeper than " + MAX_DEPTH);
        }
        return depth + 1;
    }

    private Json object(int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        at++;
        space();
        if (accept('}')) {
            return new Json.Obj(fields);
        }
        do {
            space();
            String key = string();
            space();
            expect(':');
            if (fields.put(key, value(depth)) != null) {
                throw error("the key \"" + Text.printable(key) + "\" twice in one object");
            }
            space();
        } while (accept(','));
        expect('}');
        return new Json.Obj(fields);
    }

    private Json array(int depth) {
        List<Json> items = new ArrayList<>();
        at++;
        space();
        if (accept(']')) {
            return new Json.Arr(items);
        }
        do {
            items.add(value(depth));
            space();
        } while (accept(','));
        expect(']');
        return new Json.Arr(items);
    }

    private Json literal(String word, Json value) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private Json number() {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return new Json.Num(slice(start, at));
    }

    private void digits() {
        int start = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw error("no value");
        }
    }

    private String string() {
        expect('"');
        int start = at;
        at = endOfPlain(in, start);
        if (at < in.length && in[at] == '"') {
            return slice(start, at++);
        }
        StringBuilder out = new StringBuilder(slice(start, at));
        while (!accept('"')) {
            int c = next() & 0xff;
            if (c < 0x20) {
                throw error("a control byte in a string");
            }
            out.append(c == '\\' ? escape() : String.valueOf((char) c));
        }
        return out.toString();
    }

    /// Where a string ends or has something other than plain text. Apart, and on local variables, as a cold JVM
    /// interprets it.
    private static int endOfPlain(byte[] in, int from) {
        int at = from;
        while (at < in.length) {
            byte b = in[at];
            if (b == '"' || b == '\\' || b >= 0 && b < 0x20) {
                return at;
            }
            at++;
        }
        return at;
    }

    private String escape() {
        byte c = next();
        return switch (c) {
            case '"', '\\', '/' -> String.valueOf((char) c);
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> unicode();
            default -> throw error("an unknown escape");
        };
    }

    private String unicode() {
        char first = hex4();
        if (!Character.isSurrogate(first)) {
            return Text.utf8(String.valueOf(first));
        }
        if (Character.isHighSurrogate(first) && accept('\\') && accept('u')) {
            char second = hex4();
            if (Character.isLowSurrogate(second)) {
                return Text.utf8(new String(new char[] {first, second}));
            }
        }
        throw error("half a surrogate pair");
    }

    private char hex4() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw error("a bad \\u escape");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private void space() {
        while (at < in.length && in[at] <= ' ') {
            byte b = in[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    private boolean accept(char c) {
        if (at < in.length && in[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw error(at < in.length ? "expected '" + c + "'" : "the text ends early");
        }
    }

    private byte next() {
        if (at >= in.length) {
            throw error("the text ends early");
        }
        return in[at++];
    }

    private String slice(int from, int to) {
        return new String(in, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private JongException error(String why) {
        return invalid(why + " at byte " + at);
    }
}
