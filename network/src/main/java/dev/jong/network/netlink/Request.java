package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.List;

/// One buffer for a netlink socket: whole messages, numbered from 1. The kernel works through all of them, also those
/// behind one that fails; only a batch of netfilter is carried out as a whole or not at all.
///
/// @param why what it is for, a few words for people
/// @param family [#ROUTE] or [#NETFILTER], the protocol of the socket
/// @param bytes the messages, little-endian, each aligned to four bytes
/// @param slots offsets of 32-bit values that become the descriptor of a network namespace before this is sent
/// @param replies how many messages ask for an acknowledgement. Each gets one, with an error or without; an error of the
///     whole batch (not permitted, no memory) carries the number of its first message and may be the only reply
public record Request(String why, int family, byte[] bytes, List<Integer> slots, int replies) {
    /// NETLINK_ROUTE.
    public static final int ROUTE = 0;

    /// NETLINK_NETFILTER.
    public static final int NETFILTER = 12;

    /// A socket takes no more at once than its send buffer holds: 208 KiB where nobody changed it.
    public static final int MOST_BYTES = 128 * 1024;

    /// All acknowledgements wait in the socket's receive buffer before the first can be read, and each takes up far
    /// more than its 36 bytes: some 270 fit in 208 KiB, what comes after them is lost.
    public static final int MOST_REPLIES = 128;

    public Request {
        if (bytes.length > MOST_BYTES || replies > MOST_REPLIES) {
            throw JongException.of(
                    ErrorKind.EXHAUSTED,
                    "cannot ask the kernel for so much at once ("
                            + why
                            + "): "
                            + replies
                            + " messages in "
                            + bytes.length
                            + " bytes");
        }
        bytes = bytes.clone();
        slots = List.copyOf(slots);
    }

    /// A copy of the messages.
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
