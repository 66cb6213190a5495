/// Values and documents of the OCI specifications: digests, descriptors, platforms, references, manifests,
/// indexes and image configs. Pure data without files or network; imports only `base`.
@NullMarked
package dev.jong.oci;

import org.jspecify.annotations.NullMarked;
