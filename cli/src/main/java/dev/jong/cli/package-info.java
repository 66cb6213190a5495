/// The top: the engine's entry point, and the one place that knows how the rooms fit together.
@NullMarked
package dev.jong.cli;

import org.jspecify.annotations.NullMarked;
