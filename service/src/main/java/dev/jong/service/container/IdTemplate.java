package dev.jong.service.container;

import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// Bytes that were made for one container and serve another: every occurrence of the id, whole or as its first
/// twelve digits, is replaced. Both have the same length in every container, so nothing else moves. An id is 256
/// random bits: where it stands, it was put because of the container.
final class IdTemplate {
    private static final int SHORT = 12;

    private final byte[] bytes;
    private final List<Integer> whole = new ArrayList<>();
    private final List<Integer> shortened = new ArrayList<>();

    /// @param bytes made for the container `id`
    IdTemplate(byte[] bytes, String id) {
        this.bytes = bytes.clone();
        byte[] digits = Text.bytes(id);
        for (int at = 0; at + SHORT <= bytes.length; at++) {
            if (matches(digits, at, digits.length)) {
                whole.add(at);
                at += digits.length - 1;
            } else if (matches(digits, at, SHORT)) {
                shortened.add(at);
                at += SHORT - 1;
            }
        }
    }

    /// The bytes for another container.
    byte[] forId(String id) {
        byte[] copy = bytes.clone();
        byte[] digits = Text.bytes(id);
        for (int at : whole) {
            System.arraycopy(digits, 0, copy, at, digits.length);
        }
        for (int at : shortened) {
            System.arraycopy(digits, 0, copy, at, SHORT);
        }
        return copy;
    }

    private boolean matches(byte[] digits, int at, int length) {
        if (at + length > bytes.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != digits[i]) {
                return false;
            }
        }
        return true;
    }
}
