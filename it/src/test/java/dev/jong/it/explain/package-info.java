/// What `explain` announces is what a container gets.
@NullMarked
package dev.jong.it.explain;

import org.jspecify.annotations.NullMarked;
