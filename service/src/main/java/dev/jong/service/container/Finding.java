package dev.jong.service.container;

/// One thing that explains why a container is not as somebody expected.
///
/// @param kind a word for programs, such as `out-of-memory`
/// @param text what is the matter; a clause without a full stop, safe to print
/// @param hint one thing that can be done; empty when there is none
public record Finding(String kind, String text, String hint) {}
