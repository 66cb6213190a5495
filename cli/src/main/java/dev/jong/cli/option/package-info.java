/// The command line as data: which commands and options there are, and how arguments are matched with them.
/// One table gives parsing, help and completion. Imports `base` only.
@NullMarked
package dev.jong.cli.option;

import org.jspecify.annotations.NullMarked;
