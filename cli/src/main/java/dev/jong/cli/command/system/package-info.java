/// Commands about the store and the engine as a whole.
@NullMarked
package dev.jong.cli.command.system;

import org.jspecify.annotations.NullMarked;
