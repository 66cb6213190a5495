@NullMarked
package dev.jong.network.firewall;

import org.jspecify.annotations.NullMarked;
