/// What a host says about registries: mirrors, other locations, unchecked certificates, in the files of containers and
/// Docker. May import `base` and `oci`.
@NullMarked
package dev.jong.image.registry.config;

import org.jspecify.annotations.NullMarked;
