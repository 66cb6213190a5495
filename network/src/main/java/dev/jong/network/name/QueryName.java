package dev.jong.network.name;

import dev.jong.base.Text;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.xbill.DNS.Name;

/// Names in questions as text.
final class QueryName {
    private static final String REVERSE_4 = ".in-addr.arpa";
    private static final String REVERSE_6 = ".ip6.arpa";
    private static final int NIBBLES = 32;

    private QueryName() {}

    /// The labels with dots between them, letters of ASCII in lower case. Empty for the root, and for names that no text
    /// tells from others because a label has a dot inside.
    static Optional<String> text(Name name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.labels(); i++) {
            String label = Text.of(name.getLabel(i)).substring(1);
            if (label.indexOf('.') >= 0) {
                return Optional.empty();
            }
            if (!label.isEmpty()) {
                text.append(i == 0 ? "" : ".").append(lowerCase(label));
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /// Letters of ASCII in lower case, and no others: bytes of other letters are not ours to judge.
    static String lowerCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return out.toString();
    }

    /// The address that a name of the reverse tree stands for (RFC 1035, 3.5; RFC 3596, 2.5): of a whole address, not of
    /// a block.
    ///
    /// @param name as [#text] has it
    static Optional<InetAddress> address(String name) {
        if (name.endsWith(REVERSE_4)) {
            return address(name.substring(0, name.length() - REVERSE_4.length()), 4, 10);
        }
        if (name.endsWith(REVERSE_6)) {
            return address(name.substring(0, name.length() - REVERSE_6.length()), NIBBLES, 16);
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> address(String text, int count, int radix) {
        String[] labels = text.split("\\.", -1);
        if (labels.length != count) {
            return Optional.empty();
        }
        byte[] bytes = new byte[count == NIBBLES ? NIBBLES / 2 : count];
        for (int i = 0; i < count; i++) {
            int value = number(labels[count - 1 - i], radix);
            if (value < 0) {
                return Optional.empty();
            }
            int at = count == NIBBLES ? i / 2 : i;
            bytes[at] = (byte) (count == NIBBLES ? bytes[at] << 4 | value : value);
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /// Digits as they are printed, so without leading zeros; else -1.
    private static int number(String label, int radix) {
        int longest = radix == 16 ? 1 : 3;
        if (label.isEmpty()
                || label.length() > longest
                || label.length() > 1 && label.charAt(0) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < label.length(); i++) {
            int digit = label.charAt(i) < 128 ? Character.digit(label.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = radix * value + digit;
        }
        return value > 255 ? -1 : value;
    }
}
