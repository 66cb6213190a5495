package dev.jong.build.lint;

import dev.jong.build.dockerfile.Origin;

/// Something that a check has found.
///
/// @param rule its name, such as `JSONArgsRecommended`, `DL3008` or `SC2086`
/// @param message one line, printable
/// @param at the instruction that it is about
/// @param help what the rule wants; the same for all findings of it
public record Finding(String rule, Severity severity, String message, Origin at, String help) {}
