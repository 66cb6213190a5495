package dev.jong.network.firewall;

import dev.jong.network.netlink.MessageBuffer;
import dev.jong.network.netlink.Request;
import java.nio.ByteBuffer;
import java.util.List;

/// A transaction of nf_tables while it is written (include/uapi/linux/netfilter/nfnetlink.h and nf_tables.h). Numbers in
/// attributes are big-endian here.
final class Batch {
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEW_ELEMENTS = 12;
    private static final int DELETE_ELEMENTS = 14;
    private static final int GET_TABLE = 1;
    private static final int NF_TABLES = 10;
    private static final int INET = 1;
    private static final int TABLE_NAME = 1;
    private static final int LIST_TABLE = 1;
    private static final int LIST_SET = 2;
    private static final int LIST_ELEMENTS = 3;
    private static final int LIST_ELEMENT = 1;
    private static final int ELEMENT_KEY = 1;
    private static final int ELEMENT_DATA = 2;
    private static final int DATA_VALUE = 1;

    private final MessageBuffer out = new MessageBuffer();
    private final String table;

    Batch(String table) {
        this.table = table;
        edge(BATCH_BEGIN);
    }

    /// A request that fails with ENOENT when the table is not there. No transaction is needed to look.
    static Request look(String table, String why) {
        MessageBuffer out = new MessageBuffer();
        out.begin(type(GET_TABLE), MessageBuffer.ACK);
        header(out, INET, 0).attributeText(TABLE_NAME, table).end();
        return out.request(why, Request.NETFILTER);
    }

    /// Adds elements. One that is there with the same value is fine; with another value the kernel refuses it.
    Batch add(String map, List<PublishedPort> ports) {
        return elements(NEW_ELEMENTS, MessageBuffer.CREATE, map, ports);
    }

    /// Deletes elements; each must be there.
    Batch delete(String map, List<PublishedPort> ports) {
        return elements(DELETE_ELEMENTS, 0, map, ports);
    }

    Request done(String why) {
        edge(BATCH_END);
        return out.request(why, Request.NETFILTER);
    }

    private Batch elements(int type, int flags, String map, List<PublishedPort> ports) {
        out.begin(type(type), flags | MessageBuffer.ACK);
        header(out, INET, 0).attributeText(LIST_TABLE, table).attributeText(LIST_SET, map);
        int list = out.nest(LIST_ELEMENTS);
        for (PublishedPort port : ports) {
            int element = out.nest(LIST_ELEMENT);
            value(ELEMENT_KEY, key(port));
            if (type == NEW_ELEMENTS) {
                value(ELEMENT_DATA, data(port));
            }
            out.close(element);
        }
        out.close(list).end();
        return this;
    }

    private void edge(int type) {
        out.begin(type, 0);
        header(out, 0, NF_TABLES).end();
    }

    private void value(int type, byte[] bytes) {
        int nest = out.nest(type);
        out.attribute(DATA_VALUE, bytes).close(nest);
    }

    private static int type(int message) {
        return NF_TABLES << Byte.SIZE | message;
    }

    /// `struct nfgenmsg`: family, version 0, and a number in network byte order.
    private static MessageBuffer header(MessageBuffer out, int family, int resource) {
        return out.u8(family).u8(0).u8(resource >> Byte.SIZE).u8(resource);
    }

    /// Each part of a key or value takes up whole four bytes and starts at the first of them.
    private static byte[] key(PublishedPort port) {
        byte[] host = port.host();
        ByteBuffer out = ByteBuffer.allocate(host.length + 8).put(host);
        return out.put((byte) port.protocol().number())
                .position(host.length + 4)
                .putShort((short) port.hostPort())
                .array();
    }

    private static byte[] data(PublishedPort port) {
        byte[] address = port.container();
        ByteBuffer out = ByteBuffer.allocate(address.length + 4).put(address);
        return out.putShort((short) port.containerPort()).array();
    }
}
