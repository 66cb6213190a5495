/// Containers: what was asked, what was decided, and the use cases from run to rm.
@NullMarked
package dev.jong.service.container;

import org.jspecify.annotations.NullMarked;
