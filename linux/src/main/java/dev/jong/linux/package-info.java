/// The seam to the kernel: system calls by descriptor, and file access that can't leave a root directory.
/// Imports base only; store, network and runtime stand on it.
@NullMarked
package dev.jong.linux;

import org.jspecify.annotations.NullMarked;
