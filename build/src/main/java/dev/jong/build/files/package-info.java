/// Trees of files that steps copy from: build contexts, and what stages and images hold.
@org.jspecify.annotations.NullMarked
package dev.jong.build.files;
