/// The privileges of root in pieces: which of them a container gets. Imports only the base room.
@NullMarked
package dev.jong.runtime.capability;

import org.jspecify.annotations.NullMarked;
