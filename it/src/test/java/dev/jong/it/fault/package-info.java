/// Death, full and broken disks, damaged stores, power loss, and many commands in a row.
@NullMarked
package dev.jong.it.fault;

import org.jspecify.annotations.NullMarked;
