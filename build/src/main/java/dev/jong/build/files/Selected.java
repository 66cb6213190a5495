package dev.jong.build.files;

/// A file that a source of `COPY` or `ADD` stands for.
///
/// @param entry what it is; links among sources are followed, links in directories are not
/// @param target where it goes beneath the destination, a byte string without a leading slash: its name for a source that
///     is a file, its path in the directory for one that is; empty for the directory itself, whose content is copied
/// @param content whether the source is a directory whose content is copied
public record Selected(FileEntry entry, String target, boolean content) {}
