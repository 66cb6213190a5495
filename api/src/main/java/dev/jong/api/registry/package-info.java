/// The server side of the OCI distribution specification 1.1: routes, endpoints, errors as it has them, and a cache of
/// another registry. May import `base`, `oci`, `store`, `image.registry`, and the two packages beside it.
@NullMarked
package dev.jong.api.registry;

import org.jspecify.annotations.NullMarked;
