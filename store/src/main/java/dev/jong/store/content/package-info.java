/// Content by digest: the blobs of an OCI image layout, written whole and verified or not at all.
@NullMarked
package dev.jong.store.content;

import org.jspecify.annotations.NullMarked;
