/// The built program and registries: logging in, images copied and looked at where they are. May import the harness.
@NullMarked
package dev.jong.it.registry;

import org.jspecify.annotations.NullMarked;
