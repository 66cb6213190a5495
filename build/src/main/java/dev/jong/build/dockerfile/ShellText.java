package dev.jong.build.dockerfile;

import java.util.List;

/// What a shell gets to run.
public final class ShellText {
    private ShellText() {}

    /// The text of a `RUN` in shell form, with its here-documents. One that is nothing but a here-document is the
    /// content of that.
    public static String of(CommandLine.Shell command, List<Heredoc> documents) {
        if (documents.size() == 1 && isDocument(command, documents)) {
            return documents.getFirst().content();
        }
        StringBuilder text = new StringBuilder(command.text());
        for (Heredoc document : documents) {
            text.append('\n').append(document.content()).append(document.word());
        }
        return text.toString();
    }

    /// Whether a `RUN` is nothing but a here-document, as `RUN <<EOF`. When its content begins with `#!` it is a program
    /// of its own and not the shell's.
    public static boolean isDocument(CommandLine.Shell command, List<Heredoc> documents) {
        return !documents.isEmpty() && HeredocWord.parse(command.text()).isPresent();
    }
}
