/// What commands print: tables, sizes, durations, JSON and templates. Whatever came from images or users is made
/// safe for a terminal here.
@NullMarked
package dev.jong.cli.output;

import org.jspecify.annotations.NullMarked;
