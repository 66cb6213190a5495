/// The use cases of volumes.
@NullMarked
package dev.jong.service.volume;

import org.jspecify.annotations.NullMarked;
