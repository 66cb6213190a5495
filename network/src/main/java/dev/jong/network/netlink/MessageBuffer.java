package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Netlink messages while they are written: headers, attributes and attributes within attributes, with the alignment and
/// the lengths that belong to them. The caller ends what it began, the innermost first.
public final class MessageBuffer {
    /// NLM_F_ACK: the kernel is to say how the message went.
    public static final int ACK = 0x4;

    /// NLM_F_EXCL: what the message makes must not be there yet.
    public static final int EXCL = 0x200;

    /// NLM_F_CREATE: what the message is about may be made.
    public static final int CREATE = 0x400;

    private static final int REQUEST = 0x1;
    private static final int NESTED = 0x8000;
    private static final int MOST_IN_ATTRIBUTE = 0xffff;

    private final List<Integer> slots = new ArrayList<>();
    private ByteBuffer out = allocate(512);
    private int message;
    private int sequence;
    private int replies;

    /// An empty buffer.
    public MessageBuffer() {}

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Begins a message; it gets the next number. NLM_F_REQUEST is set for it.
    public MessageBuffer begin(int type, int flags) {
        message = out.position();
        sequence++;
        if ((flags & ACK) != 0) {
            replies++;
        }
        return u32(0).u16(type).u16(flags | REQUEST).u32(sequence).u32(0);
    }

    /// Ends the message that was begun last.
    public MessageBuffer end() {
        out.putInt(message, out.position() - message);
        return this;
    }

    /// One byte.
    public MessageBuffer u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /// Two bytes, little-endian.
    public MessageBuffer u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /// Four bytes, little-endian.
    public MessageBuffer u32(int value) {
        room(4).putInt(value);
        return this;
    }

    /// Bytes as they are, not padded.
    public MessageBuffer raw(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /// An attribute with these bytes.
    public MessageBuffer attribute(int type, byte[] value) {
        return header(type, value.length).raw(value).align();
    }

    /// An attribute of one byte.
    public MessageBuffer attribute8(int type, int value) {
        return header(type, 1).u8(value).align();
    }

    /// An attribute of two bytes, little-endian.
    public MessageBuffer attribute16(int type, int value) {
        return header(type, 2).u16(value).align();
    }

    /// An attribute of four bytes, little-endian.
    public MessageBuffer attribute32(int type, int value) {
        return header(type, 4).u32(value);
    }

    /// An attribute with a text and the NUL behind it.
    public MessageBuffer attributeText(int type, String text) {
        return header(type, text.length() + 1).raw(Text.bytes(text)).u8(0).align();
    }

    /// An attribute of four bytes that become a descriptor before the message is sent.
    public MessageBuffer attributeSlot(int type) {
        header(type, 4);
        slots.add(out.position());
        return u32(-1);
    }

    /// Begins an attribute that holds others, with NLA_F_NESTED.
    ///
    /// @return what ends it
    public int nest(int type) {
        return open(type | NESTED);
    }

    /// Begins an attribute that holds others, without that flag: rtnetlink is older than it, and some of its parsers
    /// compare types literally.
    ///
    /// @return what ends it
    public int open(int type) {
        int start = out.position();
        header(type, 0);
        return start;
    }

    /// Ends the attribute that `nest` or `open` began.
    public MessageBuffer close(int start) {
        out.putShort(start, (short) checked(out.position() - start));
        return this;
    }

    /// How many bytes there are by now.
    public int size() {
        return out.position();
    }

    /// The buffer as a request.
    ///
    /// @param why what it is for, a few words for people
    /// @param family of the socket, see [Request]
    public Request request(String why, int family) {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return new Request(why, family, bytes, slots, replies);
    }

    private MessageBuffer header(int type, int length) {
        return u16(checked(length + 4)).u16(type);
    }

    private MessageBuffer align() {
        while (out.position() % 4 != 0) {
            u8(0);
        }
        return this;
    }

    private static int checked(int length) {
        if (length > MOST_IN_ATTRIBUTE) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot write a netlink attribute of "
                            + length
                            + " bytes: its length has 16 bits");
        }
        return length;
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            ByteBuffer larger = allocate(Math.max(out.capacity() * 2, out.position() + more));
            larger.put(out.flip());
            out = larger;
        }
        return out;
    }
}
