/// What every part of the store needs from the disk: bounded reads, staging, and errors that name the cause.
@NullMarked
package dev.jong.store.disk;

import org.jspecify.annotations.NullMarked;
