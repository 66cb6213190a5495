/// The use cases about images: load, import, list, remove, inspect, tag. Imports `base`, `oci`, `store` and
/// `image`; used by the command line and the API.
@NullMarked
package dev.jong.service.image;

import org.jspecify.annotations.NullMarked;
