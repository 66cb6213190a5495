/// HTTP for servers of any kind, on Jetty: one request and its answer, the listener, access with a password, TLS. May
/// import `base`.
@NullMarked
package dev.jong.api.http;

import org.jspecify.annotations.NullMarked;
