/// Every parser of foreign bytes against random input.
@NullMarked
package dev.jong.it.fuzz;

import org.jspecify.annotations.NullMarked;
