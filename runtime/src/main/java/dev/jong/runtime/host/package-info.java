/// What this host and user allow: the rungs of the ladders.
@NullMarked
package dev.jong.runtime.host;

import org.jspecify.annotations.NullMarked;
