/// The files of containers: what they changed, copies in and out, and images made of them.
@NullMarked
package dev.jong.it.files;

import org.jspecify.annotations.NullMarked;
