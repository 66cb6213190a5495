/// Every option of `run`, as its users know it from elsewhere.
@NullMarked
package dev.jong.it.options;

import org.jspecify.annotations.NullMarked;
