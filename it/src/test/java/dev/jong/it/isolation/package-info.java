/// What a container can't see, reach or do: the table of defaults and the hostile cases, by their ids.
@NullMarked
package dev.jong.it.isolation;

import org.jspecify.annotations.NullMarked;
