package dev.jong.service.container;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Makes ids of containers and networks: 32 random bytes as 64 hexadecimal digits, at least one of them a letter in the
/// first twelve so that a short id is never taken for a number. Reads the kernel's generator directly:
/// SecureRandom would load the security providers on the way of a cold `run`.
public final class ContainerIds {
    private static final String DIGITS = "0123456789abcdef";

    private ContainerIds() {}

    /// A new one.
    public static String fresh() {
        String id;
        do {
            id = random();
        } while (isNumber(id));
        return id;
    }

    /// Whether a text is the id of a container, which then names a folder and nothing else (L23).
    static boolean isId(String text) {
        if (text.length() != 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        try (InputStream in = new FileInputStream("/dev/urandom")) {
            if (in.readNBytes(bytes, 0, bytes.length) != bytes.length) {
                throw new IOException("/dev/urandom ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        char[] out = new char[64];
        for (int i = 0; i < bytes.length; i++) {
            out[2 * i] = DIGITS.charAt(bytes[i] >> 4 & 15);
            out[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
        }
        return new String(out);
    }

    private static boolean isNumber(String id) {
        for (int i = 0; i < 12; i++) {
            if (id.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
