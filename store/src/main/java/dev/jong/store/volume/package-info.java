/// Volumes: directories of the store that containers share and that outlive them. Above the files of the store, below
/// the use cases; knows nothing of containers.
@NullMarked
package dev.jong.store.volume;

import org.jspecify.annotations.NullMarked;
