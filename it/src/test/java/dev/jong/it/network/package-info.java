/// Networks, as their users know them from elsewhere, and who would misuse them.
@NullMarked
package dev.jong.it.network;

import org.jspecify.annotations.NullMarked;
