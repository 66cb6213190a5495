/// The host and the engine as a whole: what they can do, and why.
@NullMarked
package dev.jong.service.system;

import org.jspecify.annotations.NullMarked;
