/// What is made of the result of a build: images, archives, directories.
@org.jspecify.annotations.NullMarked
package dev.jong.build.export;
