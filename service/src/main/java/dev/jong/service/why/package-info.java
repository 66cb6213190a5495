/// Why a container stopped, did not start, or does not answer as expected.
@NullMarked
package dev.jong.service.why;

import org.jspecify.annotations.NullMarked;
