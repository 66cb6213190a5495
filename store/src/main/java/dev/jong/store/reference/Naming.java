package dev.jong.store.reference;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;

/// A name that is to stand for a manifest or index.
public record Naming(Reference name, Descriptor target) {}
