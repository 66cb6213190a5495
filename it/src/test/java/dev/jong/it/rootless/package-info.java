/// Containers of ordinary users.
@NullMarked
package dev.jong.it.rootless;

import org.jspecify.annotations.NullMarked;
