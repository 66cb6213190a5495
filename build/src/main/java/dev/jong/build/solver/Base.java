package dev.jong.build.solver;

import dev.jong.base.json.Json;
import dev.jong.build.step.Tree;
import dev.jong.oci.Digest;
import java.time.Instant;

/// An image that a stage begins from, or that is copied from; its layers are unpacked.
///
/// @param name as it was asked for
/// @param digest of its manifest
/// @param document its config as it is
/// @param created its date; 1970 where it has none
public record Base(String name, Digest digest, Json.Obj document, Tree tree, Instant created) {}
