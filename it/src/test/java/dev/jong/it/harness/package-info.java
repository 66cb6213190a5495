/// What tests of the built program share: users of the host, a place of one's own, images, the prober.
@NullMarked
package dev.jong.it.harness;

import org.jspecify.annotations.NullMarked;
