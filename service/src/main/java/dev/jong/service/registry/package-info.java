/// The use cases about registries: log in and out, tags, search, and images copied or looked at where they are. Imports
/// `base`, `linux`, `oci`, `store`, `image`, `runtime` and the front's interface; used by the command line.
@NullMarked
package dev.jong.service.registry;

import org.jspecify.annotations.NullMarked;
