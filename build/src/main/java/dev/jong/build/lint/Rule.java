package dev.jong.build.lint;

/// A rule that can be broken.
///
/// @param help what it wants, one line
/// @param usual whether it is on unless something else is said
public record Rule(String name, Severity severity, String help, boolean usual) {
    /// Whether Docker's frontend has it too: its name is no code.
    public boolean isBuiltIn() {
        return !name.startsWith("DL") && !name.startsWith("SC");
    }
}
