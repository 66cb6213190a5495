@NullMarked
package dev.jong.network.netlink;

import org.jspecify.annotations.NullMarked;
