/// Compares what two builds of the same inputs came to, file by file, and says which instruction made the difference.
@org.jspecify.annotations.NullMarked
package dev.jong.build.verify;
