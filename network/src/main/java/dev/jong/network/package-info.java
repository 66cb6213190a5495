/// The room of networks: addresses and pools of them, the kernel's messages about links and firewall rules as bytes, and
/// the name service. It touches no kernel by itself: what it makes is carried out by fronts. May import base, linux and
/// oci.
@NullMarked
package dev.jong.network;

import org.jspecify.annotations.NullMarked;
