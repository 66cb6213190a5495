/// Containers with a terminal, driven by a terminal of the test's own.
@NullMarked
package dev.jong.it.terminal;

import org.jspecify.annotations.NullMarked;
