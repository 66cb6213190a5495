/// Archives in, lists out.
@NullMarked
package dev.jong.it.image;

import org.jspecify.annotations.NullMarked;
