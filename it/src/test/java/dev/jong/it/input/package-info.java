/// Wrong command lines, archives, stores and hosts: one line each, and nothing left behind.
@NullMarked
package dev.jong.it.input;

import org.jspecify.annotations.NullMarked;
