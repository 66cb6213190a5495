/// What a registry server keeps: content by digest, once for all repositories, and beside it small records of what
/// each repository has. Knows no HTTP. May import `base`, `oci` and `store`.
@NullMarked
package dev.jong.api.storage;

import org.jspecify.annotations.NullMarked;
