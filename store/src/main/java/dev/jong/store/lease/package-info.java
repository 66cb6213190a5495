/// Locks between engines on one store: a short one for writers of records, and leases that keep content from
/// being collected while work on it goes on.
@NullMarked
package dev.jong.store.lease;

import org.jspecify.annotations.NullMarked;
