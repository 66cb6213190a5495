/// Rules that hold over the byte code of all rooms: who may import whom, and which calls are for few.
@NullMarked
package dev.jong.it.architecture;

import org.jspecify.annotations.NullMarked;
