/// What Jong says to the kernel about links, addresses and routes, as the bytes of netlink messages (rtnetlink(7),
/// include/uapi/linux/if_link.h). Nothing is sent from here: a front does that with what it is given. May import base.
@NullMarked
package dev.jong.network.netlink;

import org.jspecify.annotations.NullMarked;
