/// The built program, as a user runs it.
@NullMarked
package dev.jong.it.program;

import org.jspecify.annotations.NullMarked;
