/// What tests of several rooms need: a registry in memory that misbehaves as scripted, images, certificates. Imported
/// by tests only.
@NullMarked
package dev.jong.testkit;

import org.jspecify.annotations.NullMarked;
