package dev.jong.build.context;

import dev.jong.oci.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A file that was fetched.
///
/// @param file holds it, not to be changed
/// @param name what the server or its URL calls it: one name, a byte string
/// @param modified what the server said of its age
public record Fetched(Path file, String name, Digest digest, Optional<Instant> modified) {}
