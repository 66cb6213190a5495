/// Header fields that registries send, each parsed by hand in linear time: what they hold is foreign. May import
/// `registry.http`.
@NullMarked
package dev.jong.image.registry.header;

import org.jspecify.annotations.NullMarked;
