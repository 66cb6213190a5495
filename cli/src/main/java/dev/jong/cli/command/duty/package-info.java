/// Commands about what is done for containers beside running them. May import the service room and the option tables.
@NullMarked
package dev.jong.cli.command.duty;

import org.jspecify.annotations.NullMarked;
