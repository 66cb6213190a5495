/// What `why` says of containers that really came to that end.
@NullMarked
package dev.jong.it.why;

import org.jspecify.annotations.NullMarked;
