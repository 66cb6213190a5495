package dev.jong.image.registry;

/// A repository that a registry's search found. Texts come from the registry: byte strings, not to be believed.
///
/// @param name as the registry writes it, such as `library/debian` or, on Docker Hub, `debian`
/// @param stars how many people marked it
public record FoundRepository(
        String name, String description, long stars, boolean official, boolean automated) {}
