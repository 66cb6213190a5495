/// Containers while they live: their processes, what they use, and what is changed of them.
@NullMarked
package dev.jong.service.live;

import org.jspecify.annotations.NullMarked;
