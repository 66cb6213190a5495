package dev.jong.runtime.spec;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Bytes as hexadecimal digits, for the filter in a spec's JSON.
final class Hex {
    private Hex() {}

    static String of(byte[] bytes) {
        // Arrays and no calls: a cold JVM interprets this, for some thousand digits.
        byte[] digits = Text.bytes("0123456789abcdef");
        byte[] out = new byte[bytes.length * 2];
        int at = 0;
        for (byte b : bytes) {
            out[at++] = digits[b >> 4 & 15];
            out[at++] = digits[b & 15];
        }
        return Text.of(out);
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
