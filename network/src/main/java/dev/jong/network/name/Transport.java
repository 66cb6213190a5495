package dev.jong.network.name;

/// How a query came, which bounds the answer.
public enum Transport {
    /// A datagram: 512 bytes, or what the client says, up to what no path breaks into fragments.
    UDP,
    /// A connection: 64 KiB.
    TCP
}
