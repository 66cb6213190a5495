/// Images: finding them in the store by name or id, bringing them in, and forgetting what nothing needs. Imports
/// `base`, `oci` and `store`.
@NullMarked
package dev.jong.image;

import org.jspecify.annotations.NullMarked;
