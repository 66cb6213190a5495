/// Changes to an image's config in the words of a Dockerfile, as `--change` takes them.
@NullMarked
package dev.jong.image.change;

import org.jspecify.annotations.NullMarked;
