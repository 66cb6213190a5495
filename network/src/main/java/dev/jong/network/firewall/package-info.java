/// The firewall: one table of our own in nftables, its rules as a script for nft(8) and its published ports as messages
/// to the kernel. Tables of others are not touched, and what they drop stays dropped. Nothing is run or sent from here.
/// May import base and netlink.
@NullMarked
package dev.jong.network.firewall;

import org.jspecify.annotations.NullMarked;
