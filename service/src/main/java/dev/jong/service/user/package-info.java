/// Which ids a container has, and for whom they stand outside: maps of user namespaces, and the ranges that are given
/// out for them. Knows nothing of containers but their ids. May import `store`, `runtime`, `base`.
@NullMarked
package dev.jong.service.user;

import org.jspecify.annotations.NullMarked;
