package dev.jong.build.lint;

import java.util.List;

/// A program that knows shells.
public interface ShellChecker {
    /// None: nothing is found.
    ShellChecker NONE = texts -> List.of();

    /// Checks texts, all at once: starting the program costs more than the texts.
    ///
    /// @return what is wrong, in any order; empty also when the program does not work
    List<Remark> check(List<Script> texts);

    /// A text for a shell.
    ///
    /// @param shell `sh`, `bash`, `dash` or `ksh`
    record Script(String shell, String text) {}

    /// Something that is wrong with one of them.
    ///
    /// @param index which one
    /// @param code such as `SC2086`
    /// @param message as a byte string
    record Remark(int index, String code, Severity severity, String message) {}
}
