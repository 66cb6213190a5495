/// Showing what has happened: the store's journal, filtered, and followed.
@NullMarked
package dev.jong.service.event;

import org.jspecify.annotations.NullMarked;
