/// Errors, text as bytes, and durable files: what every other room uses. Imports nothing of Jong.
@NullMarked
package dev.jong.base;

import org.jspecify.annotations.NullMarked;
