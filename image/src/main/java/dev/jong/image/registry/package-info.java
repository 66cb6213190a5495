/// The client side of the OCI distribution specification: repositories of registries, reached over HTTP with the
/// caller's credentials, certificates, mirrors and proxies. May import `base`, `linux` and `oci`; knows no store.
@NullMarked
package dev.jong.image.registry;

import org.jspecify.annotations.NullMarked;
