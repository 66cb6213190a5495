/// Commands in containers that run.
@NullMarked
package dev.jong.it.exec;

import org.jspecify.annotations.NullMarked;
