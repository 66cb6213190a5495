/// `build` and its relatives: from the command line to a request, and what is shown meanwhile.
@org.jspecify.annotations.NullMarked
package dev.jong.cli.command.build;
