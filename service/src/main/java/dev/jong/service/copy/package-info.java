/// What containers have changed, and bringing files in, out and into images. Imports the container package and the rooms
/// below.
@NullMarked
package dev.jong.service.copy;

import org.jspecify.annotations.NullMarked;
