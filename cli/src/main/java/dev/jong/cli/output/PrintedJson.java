package dev.jong.cli.output;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;

/// JSON for a terminal: still the same document, but characters that steer a terminal or turn the direction of
/// text are written as escapes, and bytes that are not UTF-8 as the replacement character, as Go does it.
public final class PrintedJson {
    private PrintedJson() {}

    /// One line without spaces.
    public static String compact(Json value) {
        return safe(JsonPrinter.compact(value));
    }

    /// Indented by four spaces; ends without a newline.
    public static String pretty(Json value) {
        return safe(JsonPrinter.pretty(value));
    }

    /// Bytes from 128 up stand in strings only, so an escape is right wherever one is found.
    private static String safe(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
        while (at < text.length()) {
            int length = Utf8.length(text, at);
            if (length == 0) {
                escape(out, 0xfffd);
            } else if (length > 1 && Utf8.steersTerminals(Utf8.codePoint(text, at, length))) {
                escape(out, Utf8.codePoint(text, at, length));
            } else {
                out.append(text, at, at + length);
            }
            at += Math.max(1, length);
        }
        return out.toString();
    }

    private static void escape(StringBuilder out, int codePoint) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(codePoint >> shift & 15, 16));
        }
    }
}
