/// Small plans for living containers: signal, wait.
@NullMarked
package dev.jong.runtime.control;

import org.jspecify.annotations.NullMarked;
