/// How far long commands are, on a terminal and elsewhere. May import `output` and what is below this room.
@NullMarked
package dev.jong.cli.progress;

import org.jspecify.annotations.NullMarked;
