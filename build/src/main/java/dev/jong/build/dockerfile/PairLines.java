package dev.jong.build.dockerfile;

import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `ENV`, `LABEL` and `ARG`: names and values.
final class PairLines {
    private PairLines() {}

    static List<Instruction.Pair> pairs(SplitLine line, char escape) {
        String rest = ReadInstruction.one(line);
        List<String> words = Words.quoted(rest, escape);
        if (!words.isEmpty() && words.getFirst().indexOf('=') < 0) {
            int end = Blank.next(rest, 0);
            if (end == rest.length()) {
                throw Flags.invalid(line.name() + " needs a name and a value")
                        .hint("write " + line.name() + " NAME=VALUE");
            }
            String value = rest.substring(Blank.skip(rest, end));
            return List.of(new Instruction.Pair(rest.substring(0, end), value, true));
        }
        List<Instruction.Pair> pairs = new ArrayList<>();
        for (String word : ReadInstruction.some(line, words)) {
            pairs.add(pair(line, word));
        }
        return pairs;
    }

    private static Instruction.Pair pair(SplitLine line, String word) {
        int equals = word.indexOf('=');
        String shown = Text.printable(word.length() > 60 ? word.substring(0, 60) + "..." : word);
        if (equals < 0) {
            throw Flags.invalid("there is no = in \"" + shown + "\"")
                    .hint("a value with white space in it needs quotes: NAME=\"a b\"");
        }
        if (equals == 0) {
            throw Flags.invalid("there is no name before the = in \"" + shown + "\"")
                    .hint(line.name() + " has NAME=VALUE, without white space around the =");
        }
        return new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1), false);
    }

    static Instruction arg(SplitLine line, char escape, Origin origin) {
        List<Instruction.Argument> arguments = new ArrayList<>();
        for (String word :
                ReadInstruction.some(line, Words.quoted(ReadInstruction.plain(line), escape))) {
            if (word.indexOf('=') < 0) {
                arguments.add(new Instruction.Argument(word, Optional.empty()));
            } else {
                Instruction.Pair pair = pair(line, word);
                arguments.add(new Instruction.Argument(pair.name(), Optional.of(pair.value())));
            }
        }
        return new Instruction.Arg(arguments, origin);
    }
}
