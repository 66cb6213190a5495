package dev.jong.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// One repository in memory.
final class Content {
    /// Bytes and their media type.
    record Stored(String type, byte[] bytes) {}

    /// By digest.
    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    /// By digest.
    final Map<String, Stored> manifests = new ConcurrentHashMap<>();

    /// Digests by tag.
    final Map<String, String> tags = new ConcurrentSkipListMap<>();

    /// Unfinished uploads by id.
    final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
}
