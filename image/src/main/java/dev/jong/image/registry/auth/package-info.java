/// Who we are to a registry: stored credentials, the programs that keep them, and tokens made of them. May import
/// `registry.http`, `registry.header`, `base`, `linux` and `oci`.
@NullMarked
package dev.jong.image.registry.auth;

import org.jspecify.annotations.NullMarked;
