/// The engine from outside: how it starts, stays, leaves, and what it lets in.
@NullMarked
package dev.jong.it.engine;

import org.jspecify.annotations.NullMarked;
