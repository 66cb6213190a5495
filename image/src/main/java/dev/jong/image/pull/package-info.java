/// Fetching images from repositories into the store. May import `base`, `oci`, `store` and the packages of this room.
@NullMarked
package dev.jong.image.pull;

import org.jspecify.annotations.NullMarked;
