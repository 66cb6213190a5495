/// Builds by Dockerfiles, as a user has them: what comes of them here, and what Docker and buildah make of them.
@NullMarked
package dev.jong.it.build;

import org.jspecify.annotations.NullMarked;
