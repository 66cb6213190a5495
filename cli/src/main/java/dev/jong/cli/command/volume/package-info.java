/// Commands about volumes.
@NullMarked
package dev.jong.cli.command.volume;

import org.jspecify.annotations.NullMarked;
