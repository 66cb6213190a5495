/// The store: everything Jong keeps, under one directory. Imports `base`, `linux` and `oci`; used by the rooms
/// above. Its parts (content, references, leases, layers, snapshots) don't know this package.
@NullMarked
package dev.jong.store;

import org.jspecify.annotations.NullMarked;
