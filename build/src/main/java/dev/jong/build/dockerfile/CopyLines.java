package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `COPY` and `ADD`.
final class CopyLines {
    private static final Flags.Known COPY =
            new Flags.Known(
                    List.of("from", "chown", "chmod"),
                    List.of("link", "parents"),
                    List.of("exclude"));
    private static final Flags.Known ADD =
            new Flags.Known(
                    List.of("chown", "chmod", "checksum"),
                    List.of("link", "keep-git-dir", "unpack"),
                    List.of("exclude"));

    private CopyLines() {}

    static Instruction copy(SplitLine line, List<Heredoc> documents, Origin origin) {
        Flags flags = Flags.of(line, COPY);
        if (flags.text("from").indexOf('$') >= 0) {
            throw Flags.invalid("variables are not expanded in --from")
                    .hint("give the image a stage name: FROM IMAGE AS NAME");
        }
        Places places = places(line, documents);
        return new Instruction.Copy(
                common(flags), places.sources(), places.documents(), places.destination(), origin);
    }

    static Instruction add(SplitLine line, List<Heredoc> documents, Origin origin) {
        Flags flags = Flags.of(line, ADD);
        Places places = places(line, documents);
        return new Instruction.Add(
                common(flags),
                flags.text("checksum"),
                flags.text("keep-git-dir"),
                flags.text("unpack"),
                places.sources(),
                places.documents(),
                places.destination(),
                origin);
    }

    private static Instruction.CopyFlags common(Flags flags) {
        return new Instruction.CopyFlags(
                flags.text("from"),
                flags.text("chown"),
                flags.text("chmod"),
                flags.isOn("link"),
                flags.isOn("parents"),
                flags.list("exclude"));
    }

    private record Places(List<String> sources, List<Heredoc> documents, String destination) {}

    private static Places places(SplitLine line, List<Heredoc> documents) {
        List<String> words = Words.jsonOrBlanks(line.rest());
        if (words.size() < 2) {
            throw Flags.invalid(line.name() + " needs a source and a destination")
                    .hint("write " + line.name() + " SOURCE... DESTINATION");
        }
        List<String> sources = new ArrayList<>();
        List<Heredoc> taken = new ArrayList<>();
        for (String source : words.subList(0, words.size() - 1)) {
            Optional<Heredoc> document = document(source, documents, taken.size());
            document.ifPresentOrElse(taken::add, () -> sources.add(source));
        }
        if (!documents.isEmpty() && HeredocWord.parse(words.getLast()).isPresent()) {
            throw Flags.invalid("a here-document cannot be the destination of " + line.name());
        }
        return new Places(sources, taken, words.getLast());
    }

    private static Optional<Heredoc> document(String word, List<Heredoc> documents, int next) {
        if (next >= documents.size()) {
            return Optional.empty();
        }
        // They follow each other as their words do.
        return HeredocWord.parse(word)
                .filter(begun -> begun.word().equals(documents.get(next).word()))
                .map(begun -> documents.get(next));
    }
}
