/// The networks that a store knows: one record each. Whether a network is there in the kernel is nothing of a store's.
/// Used by the use cases of containers and networks.
@NullMarked
package dev.jong.store.network;

import org.jspecify.annotations.NullMarked;
