/// Archives and directories that carry images: what `docker save` writes, OCI archives and OCI layouts.
@NullMarked
package dev.jong.image.transport;

import org.jspecify.annotations.NullMarked;
