/// Names of images: one small record for each, and the layout's index derived from them.
@NullMarked
package dev.jong.store.reference;

import org.jspecify.annotations.NullMarked;
