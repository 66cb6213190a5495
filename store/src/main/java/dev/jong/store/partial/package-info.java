/// Blobs on their way from a registry, and notes of pulls that did not come to their end: what a later pull goes on
/// from, so that nothing is fetched twice.
@NullMarked
package dev.jong.store.partial;

import org.jspecify.annotations.NullMarked;
