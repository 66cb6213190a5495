/// Builds: from a Dockerfile and a context to an image. Imports base, linux, oci, store, runtime and image. What needs a
/// container (the programs of `RUN`) it declares as an interface; a room above carries that out.
@org.jspecify.annotations.NullMarked
package dev.jong.build;
