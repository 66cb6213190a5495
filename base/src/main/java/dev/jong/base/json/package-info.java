/// A small JSON tree that keeps unknown fields, key order and raw bytes, with bounded depth and size.
@NullMarked
package dev.jong.base.json;

import org.jspecify.annotations.NullMarked;
