/// Commands about images in the store and on their way.
@NullMarked
package dev.jong.cli.command.image;

import org.jspecify.annotations.NullMarked;
