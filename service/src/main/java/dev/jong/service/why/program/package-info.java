/// What keeps a program from running: read from its file, ELF or script, and from what it needs. All of it is the image
/// author's: every offset is checked, and every loop has an end.
@NullMarked
package dev.jong.service.why.program;

import org.jspecify.annotations.NullMarked;
