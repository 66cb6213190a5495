/// What a container is, resolved: the runtime-spec's terms as records.
@NullMarked
package dev.jong.runtime.spec;

import org.jspecify.annotations.NullMarked;
