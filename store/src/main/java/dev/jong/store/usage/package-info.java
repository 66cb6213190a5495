/// Small lists beside the content: which images were used last, and which the user wants to keep.
@NullMarked
package dev.jong.store.usage;

import org.jspecify.annotations.NullMarked;
