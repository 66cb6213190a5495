/// Commands about networks.
@NullMarked
package dev.jong.cli.command.network;

import org.jspecify.annotations.NullMarked;
