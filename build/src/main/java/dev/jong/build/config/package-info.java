/// The config of an image in the making, and what its history says.
@org.jspecify.annotations.NullMarked
package dev.jong.build.config;
