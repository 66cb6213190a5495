package dev.jong.network.firewall;

import java.util.List;

/// The sets and chains of the table, the same on every host. What differs between networks and ports are elements.
final class Rules {
    /// What elements are added to.
    static final List<String> SETS =
            List.of(
                    "set bridges { type ifname; }",
                    "set internal { type ifname; }",
                    "set strict { type ifname; }",
                    "set talk { type ifname . ifname; }",
                    "set nat4 { type ipv4_addr; flags interval; }",
                    "set nat6 { type ipv6_addr; flags interval; }",
                    "set own4 { type ifname . ipv4_addr; flags interval; }",
                    "set own6 { type ifname . ipv6_addr; flags interval; }",
                    "map any4 { type inet_proto . inet_service : ipv4_addr . inet_service; }",
                    "map any6 { type inet_proto . inet_service : ipv6_addr . inet_service; }",
                    "map one4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }",
                    "map one6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }");

    /// The chains. Priorities are numbers because nft(8) 1.0.6 has no names for some of them.
    static final String CHAINS =
            """
            \t# Bridges have route_localnet, so that the host's loopback reaches published ports. No
            \t# container is to reach the host's loopback by it, or to pretend to be it.
            \tchain arriving {
            \t\ttype filter hook prerouting priority -300; policy accept;
            \t\tiifname != @bridges accept
            \t\tip daddr 127.0.0.0/8 drop
            \t\tip saddr 127.0.0.0/8 drop
            \t\tiifname != @strict accept
            \t\tmeta nfproto ipv4 iifname . ip saddr != @own4 drop
            \t\tip6 saddr { ::, fe80::/10 } accept
            \t\tmeta nfproto ipv6 iifname . ip6 saddr != @own6 drop
            \t}

            \t# What comes from elsewhere for 127.0.0.1 must not become a packet for a container: the
            \t# kernel would no longer see that it should not have come.
            \tchain prerouting {
            \t\ttype nat hook prerouting priority -100; policy accept;
            \t\tip daddr 127.0.0.0/8 accept
            \t\tfib daddr type local jump published
            \t}

            \tchain output {
            \t\ttype nat hook output priority -100; policy accept;
            \t\tfib daddr type local jump published
            \t}

            \t# Nothing can be sent on from ::1, or from an address of one link to another.
            \tchain published {
            \t\tip6 daddr { ::1, fe80::/10 } return
            \t\tdnat ip to ip daddr . meta l4proto . th dport map @one4
            \t\tdnat ip to meta l4proto . th dport map @any4
            \t\tdnat ip6 to ip6 daddr . meta l4proto . th dport map @one6
            \t\tdnat ip6 to meta l4proto . th dport map @any6
            \t}

            \t# A container that reaches its own network by way of the host would be answered directly,
            \t# by an address that it did not ask. (It is known by its address: with br_netfilter there may
            \t# be no incoming device to be seen.) Clients from outside keep their addresses.
            \tchain postrouting {
            \t\ttype nat hook postrouting priority 100; policy accept;
            \t\toif lo accept
            \t\toifname @bridges ip saddr 127.0.0.0/8 masquerade
            \t\tct status dnat oifname . ip saddr @own4 masquerade
            \t\tct status dnat oifname . ip6 saddr @own6 masquerade
            \t\toifname @bridges accept
            \t\tip saddr @nat4 masquerade
            \t\tip6 saddr @nat6 masquerade
            \t}

            \t# Invalid packets are not masqueraded: they would carry addresses of containers outside.
            \tchain forward {
            \t\ttype filter hook forward priority 0; policy accept;
            \t\tct state established,related accept
            \t\tiifname . oifname @talk accept
            \t\tiifname @internal drop
            \t\toifname @internal drop
            \t\tiifname @bridges ct state invalid drop
            \t\toifname @bridges ct status dnat accept
            \t\toifname @bridges drop
            \t}

            \tchain input {
            \t\ttype filter hook input priority 0; policy accept;
            \t\tiifname != @internal accept
            \t\tct state established,related accept
            \t\tfib daddr . iif type local meta l4proto { tcp, udp } th dport 53 accept
            \t\ticmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            \t\tdrop
            \t}
            """;

    private Rules() {}
}
