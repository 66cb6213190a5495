/// Layers put together: reading through them without mounting, copying them where overlay is missing, and
/// removing trees. Imports base, linux and the layer package.
@NullMarked
package dev.jong.store.snapshot;

import org.jspecify.annotations.NullMarked;
