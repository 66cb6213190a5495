/// Certificates: which ones a registry may show, and which we show to it. May import `registry.http` and `base`.
@NullMarked
package dev.jong.image.registry.tls;

import org.jspecify.annotations.NullMarked;
