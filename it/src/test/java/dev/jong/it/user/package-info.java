/// Ids of containers in user namespaces of their own.
@NullMarked
package dev.jong.it.user;

import org.jspecify.annotations.NullMarked;
