package dev.jong.build.dockerfile;

import java.util.List;

/// An instruction as text: lines that go on joined, and the here-documents after it.
///
/// @param text without comments and line ends
/// @param first number of its first line, from 1
/// @param last number of its last one, that of the last here-document's end
record Statement(String text, int first, int last, List<Heredoc> documents) {
    Statement {
        documents = List.copyOf(documents);
    }
}
