/// Commands about containers.
@NullMarked
package dev.jong.cli.command.container;

import org.jspecify.annotations.NullMarked;
