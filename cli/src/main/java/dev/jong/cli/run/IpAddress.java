package dev.jong.cli.run;

import java.util.List;

/// The grammar of IP addresses, without asking a name service: `InetAddress` would look up what is no address.
final class IpAddress {
    private IpAddress() {}

    static boolean isValid(String text) {
        return text.indexOf(':') >= 0 ? isVersion6(text) : isVersion4(text);
    }

    /// Four decimal numbers; leading zeros are refused because some readers take them for octal.
    static boolean isVersion4(String text) {
        List<String> parts = Split.at('.', text);
        if (parts.size() != 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            String part = parts.get(i);
            boolean number =
                    Chars.areDigits(part) && part.length() <= 3 && Integer.parseInt(part) <= 255;
            if (!number || part.length() > 1 && part.charAt(0) == '0') {
                return false;
            }
        }
        return true;
    }

    /// Eight groups of hexadecimal digits, one run of zeros perhaps as `::`, the last two perhaps as an IPv4
    /// address (RFC 4291, 2.2).
    static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int left = before.isEmpty() ? 0 : groups(before, false);
        int right = after.isEmpty() ? 0 : groups(after, true);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /// How many groups these are, or -1 when they are none.
    private static int groups(String text, boolean mayEndAsVersion4) {
        List<String> parts = Split.at(':', text);
        int count = 0;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (mayEndAsVersion4
                    && i == parts.size() - 1
                    && part.indexOf('.') >= 0
                    && isVersion4(part)) {
                count += 2;
            } else if (isGroup(part)) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isGroup(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (Character.digit(part.charAt(i), 16) < 0) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= 4;
    }
}
