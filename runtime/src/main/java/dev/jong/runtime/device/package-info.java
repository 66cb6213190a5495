/// Which devices a container may open: rules, the ones everybody gets, and their two forms for the kernel
/// (a program for cgroup v2, lines for v1). Imports only the base room.
@NullMarked
package dev.jong.runtime.device;

import org.jspecify.annotations.NullMarked;
