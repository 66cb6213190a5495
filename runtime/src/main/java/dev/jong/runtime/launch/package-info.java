/// From a spec and a host to a launch plan, one class for each concern.
@NullMarked
package dev.jong.runtime.launch;

import org.jspecify.annotations.NullMarked;
