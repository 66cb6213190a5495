/// Images from one place to another without a store between: places by name, what can be read there, and what is
/// changed on the way. May import `base`, `linux`, `oci`, `store` and the packages of this room.
@NullMarked
package dev.jong.image.copy;

import org.jspecify.annotations.NullMarked;
