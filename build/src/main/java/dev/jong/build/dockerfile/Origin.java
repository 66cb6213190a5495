package dev.jong.build.dockerfile;

/// Where something of a Dockerfile stands.
///
/// @param file as the user named it; `inherited` triggers name the image
/// @param first number of its first line, from 1
/// @param last number of its last line
/// @param text what was written, lines that go on joined, without comments; the history of an image shows it
public record Origin(String file, int first, int last, String text) {}
