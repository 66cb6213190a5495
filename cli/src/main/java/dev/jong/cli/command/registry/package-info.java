/// Commands about registries: logins, what they hold, and the own server.
@NullMarked
package dev.jong.cli.command.registry;

import org.jspecify.annotations.NullMarked;
