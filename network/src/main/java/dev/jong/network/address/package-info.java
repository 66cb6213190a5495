/// Addresses, subnets, and which of them are free: values and arithmetic. Reads no file and asks no name service. Used by
/// everything of this room and by the use cases.
@NullMarked
package dev.jong.network.address;

import org.jspecify.annotations.NullMarked;
