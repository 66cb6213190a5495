/// The documents that plugins of the Container Network Interface (specification 1.0.0) take and give: configurations of
/// networks, results, errors. Starts no plugin and reads no file. Used by the use cases.
@NullMarked
package dev.jong.network.cni;

import org.jspecify.annotations.NullMarked;
