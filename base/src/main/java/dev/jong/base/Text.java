package dev.jong.base;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Text that came from outside is bytes: names, arguments and environment of a container need not be
/// valid in any encoding. Throughout Jong such text travels in Strings whose chars are bytes (0 to 255,
/// that is ISO 8859-1), so every byte survives and the JVM stores one byte for each. UTF-8 stays UTF-8
/// because nobody decodes it on the way.
public final class Text {
    private Text() {}

    /// The byte string that holds exactly these bytes.
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// The bytes of a byte string.
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The byte string with the UTF-8 form of ordinary Java text, such as an exception's message.
    public static String utf8(String java) {
        return of(java.getBytes(StandardCharsets.UTF_8));
    }

    /// The path that a byte string names on this host.
    ///
    /// @throws JongException INVALID_ARGUMENT when the bytes are not UTF-8 or hold a NUL: the JVM can't name
    ///     such a file (the engine runs in a UTF-8 locale)
    public static Path path(String text) {
        if (isAscii(text) && text.indexOf('\0') < 0) {
            return Path.of(text);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            return Path.of(decoder.decode(ByteBuffer.wrap(bytes(text))).toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot use the path \""
                                    + printable(text)
                                    + "\": it is not valid UTF-8 or holds a NUL")
                    .causedBy(e);
        }
    }

    /// The byte string of a path.
    public static String of(Path path) {
        String text = path.toString();
        return isAscii(text) ? text : utf8(text);
    }

    /// The text with control bytes replaced by `\xNN`, safe to print on a terminal. Bytes from 128 up are
    /// kept when the whole text is valid UTF-8 without C1 controls, line separators and directional overrides, and
    /// escaped otherwise.
    public static String printable(String text) {
        boolean keepHigh = isPrintableUtf8(text);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f || c >= 0x80 && keepHigh) {
                out.append(c);
            } else {
                out.append("\\x").append(hex(c >> 4)).append(hex(c));
            }
        }
        return out.toString();
    }

    private static char hex(int nibble) {
        return "0123456789abcdef".charAt(nibble & 15);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// C1 controls, line separators, and what turns the direction of the text around it.
    private static boolean misleads(int c) {
        return c >= 0x80 && c < 0xa0 || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean isPrintableUtf8(String text) {
        if (isAscii(text)) {
            return true;
        }
        try {
            String java =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes(text)))
                            .toString();
            return java.chars().noneMatch(Text::misleads);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
