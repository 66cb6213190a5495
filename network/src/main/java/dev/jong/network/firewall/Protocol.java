package dev.jong.network.firewall;

/// What ports belong to.
public enum Protocol {
    /// Transmission control.
    TCP("tcp", 6),
    /// Datagrams.
    UDP("udp", 17),
    /// Stream control.
    SCTP("sctp", 132);

    private final String word;
    private final int number;

    Protocol(String word, int number) {
        this.word = word;
        this.number = number;
    }

    /// The word that users and nft(8) have for it.
    public String word() {
        return word;
    }

    /// Its number in an IP header.
    public int number() {
        return number;
    }
}
