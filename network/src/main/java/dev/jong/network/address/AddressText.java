package dev.jong.network.address;

import java.util.Optional;

/// The text of addresses. `InetAddress` would ask a name service for what is none.
final class AddressText {
    private static final int GROUPS = 8;
    private static final long MAPPED = 0xffff_0000_0000L;

    private AddressText() {}

    static Optional<Address> read(String text) {
        if (text.indexOf(':') >= 0) {
            return version6(text);
        }
        long bits = version4(text);
        return bits < 0 ? Optional.empty() : Optional.of(Address.version4(bits));
    }

    /// Four decimal numbers; leading zeros are refused because some readers take them for octal. -1 for anything else.
    private static long version4(String text) {
        long bits = 0;
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int end = i < 3 ? text.indexOf('.', at) : text.length();
            int part = end < 0 ? -1 : number(text, at, end);
            if (part < 0) {
                return -1;
            }
            bits = bits << 8 | part;
            at = end + 1;
        }
        return bits;
    }

    private static int number(String text, int from, int to) {
        if (to - from < 1 || to - from > 3 || to - from > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value <= 255 ? value : -1;
    }

    /// Eight groups of hexadecimal digits, one run of zeros perhaps as `::`, the last two perhaps as an IPv4 address
    /// (RFC 4291, 2.2).
    private static Optional<Address> version6(String text) {
        int[] groups = new int[GROUPS + 2];
        int count = 0;
        int gap = text.startsWith("::") ? 0 : -1;
        int at = gap == 0 ? 2 : 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            long last = colon < 0 ? version4(text.substring(at)) : -1;
            int group =
                    last < 0
                            ? group(text, at, colon < 0 ? text.length() : colon)
                            : (int) (last >>> 16);
            if (group < 0 || count >= GROUPS || colon == text.length() - 1) {
                return Optional.empty();
            }
            groups[count++] = group;
            if (last >= 0) {
                groups[count++] = (int) (last & 0xffff);
            }
            at = colon < 0 ? text.length() : colon + 1;
            if (colon >= 0 && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return Optional.empty();
                }
                gap = count;
                at++;
            }
        }
        boolean whole = gap < 0 ? count == GROUPS : count < GROUPS;
        return whole ? Optional.of(join(groups, count, gap < 0 ? count : gap)) : Optional.empty();
    }

    /// @param gap where the zeros belong that make eight of them
    private static Address join(int[] groups, int count, int gap) {
        int zeros = GROUPS - count;
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int group = i < gap ? groups[i] : i < gap + zeros ? 0 : groups[i - zeros];
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
        }
        return new Address(true, high, low);
    }

    private static int group(String text, int from, int to) {
        if (to - from < 1 || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /// The value of a hexadecimal digit, or -1.
    static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static String write(Address address) {
        return address.version6() ? write6(address) : write4(address.low());
    }

    private static String write4(long bits) {
        return (bits >> 24)
                + "."
                + (bits >> 16 & 255)
                + "."
                + (bits >> 8 & 255)
                + "."
                + (bits & 255);
    }

    /// RFC 5952: lower case, no leading zeros, the longest run of zeros shortened, the first of two that are as long.
    private static String write6(Address address) {
        if (address.high() == 0 && (address.low() & ~0xffff_ffffL) == MAPPED) {
            return "::ffff:" + write4(address.low() & 0xffff_ffffL);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> 48 - 16 * (i & 3) & 0xffff);
        }
        int gap = longest(groups);
        int gapEnd = gap < 0 ? -1 : gap + run(groups, gap);
        StringBuilder out = new StringBuilder(39);
        int i = 0;
        while (i < GROUPS) {
            if (i == gap) {
                out.append("::");
                i = gapEnd;
            } else {
                out.append(i > 0 && i != gapEnd ? ":" : "").append(Integer.toHexString(groups[i]));
                i++;
            }
        }
        return out.toString();
    }

    /// Where the longest run of at least two zeros begins; -1 without one.
    private static int longest(int[] groups) {
        int best = -1;
        for (int i = 0; i < GROUPS; i += 1 + run(groups, i)) {
            int length = run(groups, i);
            if (length >= 2 && (best < 0 || length > run(groups, best))) {
                best = i;
            }
        }
        return best;
    }

    private static int run(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }
}
