package dev.jong.runtime.launch;

import dev.jong.base.Text;
import dev.jong.runtime.plan.Arg;

/// The address of a socket of this host, as system calls take it: unix(7).
///
/// @param path where it is, at most 107 bytes
record UnixAddress(String path) {
    /// `AF_UNIX`.
    static final int FAMILY = 1;

    /// `struct sockaddr_un`.
    Arg value() {
        byte[] name = Text.bytes(path);
        byte[] address = new byte[2 + name.length + 1];
        address[0] = FAMILY;
        System.arraycopy(name, 0, address, 2, name.length);
        return new Arg.Block(address, "{" + path + "}");
    }

    /// Bytes of [#value].
    Arg size() {
        return new Arg.Value(2 + path.length() + 1);
    }
}
