/// Much at once, and for long: in a size for every run, and with `-Djong.nightly=true` in that of a night.
@NullMarked
package dev.jong.it.load;

import org.jspecify.annotations.NullMarked;
