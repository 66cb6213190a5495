package dev.jong.runtime.spec;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// Bytes as hexadecimal digits, for the filter in a spec's JSON.
final class Hex {
    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

    static String of(byte[] bytes) {
        char[] out = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            out[2 * i] = DIGITS.charAt(bytes[i] >> 4 & 15);
            out[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
        }
        return new String(out);
    }

    static byte[] bytes(String text) {
        if (text.length() % 2 != 0) {
            throw damaged();
        }
        byte[] out = new byte[text.length() / 2];
        for (int i = 0; i < out.length; i++) {
            int high = Character.digit(text.charAt(2 * i), 16);
            int low = Character.digit(text.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                throw damaged();
            }
            out[i] = (byte) (high << 4 | low);
        }
        return out;
    }

    private static JongException damaged() {
        return JongException.of(
                ErrorKind.DATA_LOSS, "the filter in a container's record is damaged");
    }
}
