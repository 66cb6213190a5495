/// Image layers: reading and writing tar archives, their compression, and unpacking them into the directories
/// that overlay mounts stack. Imports base, linux and oci.
@NullMarked
package dev.jong.store.layer;

import org.jspecify.annotations.NullMarked;
