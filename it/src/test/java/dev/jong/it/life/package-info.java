/// Containers in the background: what they say, and what is done with them while they live.
@NullMarked
package dev.jong.it.life;

import org.jspecify.annotations.NullMarked;
