/// System call filters: profiles in JSON, compiled to the classic BPF programs that seccomp(2) takes. Imports the
/// base room and capabilities. The way of a plain run only reads a stored filter; everything else is for
/// profiles of users and unusual capabilities.
@NullMarked
package dev.jong.runtime.seccomp;

import org.jspecify.annotations.NullMarked;
