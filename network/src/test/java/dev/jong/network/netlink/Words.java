package dev.jong.network.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/// Requests and addresses as tests write them.
public final class Words {
    private static final int MESSAGE_HEADER = 16;
    private static final int WORD = 8;
    private static final int LINE = 8;

    private Words() {}

    /// The bytes in groups of eight digits. A message begins a line; lines that go on with it are indented.
    public static String of(Request request) {
        String digits = HexFormat.of().formatHex(request.bytes());
        StringBuilder out = new StringBuilder();
        int next = 0;
        int start = 0;
        for (int at = 0; at < digits.length(); at += WORD) {
            String word = digits.substring(at, at + WORD);
            if (at / 2 == next) {
                start = at;
                next += Integer.reverseBytes(HexFormat.fromHexDigits(word));
                out.append(at == 0 ? "" : "\n");
            } else {
                out.append((at - start) % (LINE * WORD) == 0 ? "\n  " : " ");
            }
            out.append(word);
        }
        if (next != request.bytes().length || next < MESSAGE_HEADER) {
            throw new AssertionError("the messages' lengths do not add up: " + out);
        }
        return out.toString();
    }

    /// The bytes of an address.
    public static byte[] ip(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// An address and its prefix, written with a slash.
    public static Address address(String text) {
        int slash = text.indexOf('/');
        return new Address(
                ip(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }
}
