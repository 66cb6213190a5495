/// What the store's space goes to, and how it is got back: prune, disk usage, and the limit of a store.
@NullMarked
package dev.jong.service.space;

import org.jspecify.annotations.NullMarked;
