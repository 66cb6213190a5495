/// Processes that are killed, files that are stale, engines that share a store.
@NullMarked
package dev.jong.it.death;

import org.jspecify.annotations.NullMarked;
