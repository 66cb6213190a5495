/// Values that configs of images hold, in the words of a Dockerfile.
@NullMarked
package dev.jong.image.change;

import org.jspecify.annotations.NullMarked;
