/// One class for each family of commands: from a parsed command line to a use case and its output.
@NullMarked
package dev.jong.cli.command;

import org.jspecify.annotations.NullMarked;
