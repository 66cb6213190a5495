/// What is done for containers beside running them.
@NullMarked
package dev.jong.it.duty;

import org.jspecify.annotations.NullMarked;
