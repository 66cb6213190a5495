/// A small HTTP/1.1 client over plain sockets, for registries only: every hop's address is checked after its name was
/// looked up, credentials stay with the host they are for, and everything that comes is bounded in size and time. May
/// import `base` and `linux`.
@NullMarked
package dev.jong.image.registry.http;

import org.jspecify.annotations.NullMarked;
