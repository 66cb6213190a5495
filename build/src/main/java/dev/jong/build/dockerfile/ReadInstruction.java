package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;
import java.util.Locale;

/// Makes a typed instruction of a statement. Errors have no place yet.
final class ReadInstruction {
    static final List<String> KEYWORDS =
            List.of(
                    "ADD",
                    "ARG",
                    "CMD",
                    "COPY",
                    "ENTRYPOINT",
                    "ENV",
                    "EXPOSE",
                    "FROM",
                    "HEALTHCHECK",
                    "LABEL",
                    "MAINTAINER",
                    "ONBUILD",
                    "RUN",
                    "SHELL",
                    "STOPSIGNAL",
                    "USER",
                    "VOLUME",
                    "WORKDIR");
    private static final Flags.Known FROM =
            new Flags.Known(List.of("platform"), List.of(), List.of());

    private final String file;
    private final char escape;

    ReadInstruction(String file, char escape) {
        this.file = file;
        this.escape = escape;
    }

    Instruction instruction(Statement statement) {
        return instruction(
                SplitLine.of(statement.text()),
                statement.documents(),
                new Origin(file, statement.first(), statement.last(), statement.text()));
    }

    /// The same for what may be a trigger.
    Instruction trigger(Statement statement) {
        checkTrigger(SplitLine.of(statement.text()));
        return instruction(statement);
    }

    private Instruction instruction(SplitLine line, List<Heredoc> documents, Origin origin) {
        return switch (line.name()) {
            case "FROM" -> from(line, origin);
            case "RUN" -> CommandLines.run(line, documents, origin);
            case "CMD" -> new Instruction.Cmd(CommandLines.command(plain(line)), origin);
            case "ENTRYPOINT" ->
                    new Instruction.EntryPoint(CommandLines.command(plain(line)), origin);
            case "SHELL" -> shell(line, origin);
            case "HEALTHCHECK" -> CommandLines.healthCheck(line, origin);
            case "COPY" -> CopyLines.copy(line, documents, origin);
            case "ADD" -> CopyLines.add(line, documents, origin);
            case "ENV" -> new Instruction.Env(PairLines.pairs(line, escape), origin);
            case "LABEL" -> new Instruction.Label(PairLines.pairs(line, escape), origin);
            case "ARG" -> PairLines.arg(line, escape, origin);
            case "WORKDIR" -> new Instruction.WorkDir(one(line), origin);
            case "USER" -> new Instruction.User(one(line), origin);
            case "STOPSIGNAL" -> new Instruction.StopSignal(one(line), origin);
            case "MAINTAINER" -> new Instruction.Maintainer(one(line), origin);
            case "EXPOSE" -> new Instruction.Expose(some(line, Words.blanks(plain(line))), origin);
            case "VOLUME" -> volume(line, origin);
            case "ONBUILD" -> onBuild(line, documents, origin);
            default -> throw unknown(line);
        };
    }

    private static JongException unknown(SplitLine line) {
        String word = line.keyword();
        String shown = Text.printable(word.length() > 40 ? word.substring(0, 40) + "..." : word);
        return Flags.invalid("unknown instruction \"" + shown + "\"")
                .hint(
                        Nearest.question(
                                line.name(),
                                KEYWORDS,
                                "a line that belongs to the one before needs an escape character"
                                        + " at that one's end"));
    }

    /// What follows, of an instruction without flags.
    static String plain(SplitLine line) {
        Flags.of(line, Flags.Known.NONE);
        return line.rest();
    }

    static String one(SplitLine line) {
        String rest = plain(line);
        if (rest.isEmpty()) {
            throw Flags.invalid(line.name() + " needs an argument");
        }
        return rest;
    }

    static List<String> some(SplitLine line, List<String> words) {
        if (words.isEmpty()) {
            throw Flags.invalid(line.name() + " needs an argument");
        }
        return words;
    }

    private static Instruction from(SplitLine line, Origin origin) {
        Flags flags = Flags.of(line, FROM);
        List<String> words = Words.blanks(line.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            throw Flags.invalid("FROM has an image, and may have AS and a name after it")
                    .hint("write FROM IMAGE or FROM IMAGE AS NAME");
        }
        String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
        if (named && !isStageName(name)) {
            throw Flags.invalid("\"" + Text.printable(words.get(2)) + "\" cannot be a stage's name")
                    .hint(
                            "a name begins with a letter; letters, digits, and - _ . may"
                                    + " follow");
        }
        return new Instruction.From(words.getFirst(), flags.text("platform"), name, origin);
    }

    private static boolean isStageName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean other = c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
            if (!letter && (i == 0 || !other)) {
                return false;
            }
        }
        return true;
    }

    private static Instruction shell(SplitLine line, Origin origin) {
        List<String> words =
                Words.json(plain(line))
                        .orElseThrow(() ->
                                Flags.invalid("SHELL has to be in JSON form")
                                        .hint("for example SHELL [\"/bin/sh\", \"-c\"]"));
        return new Instruction.Shell(some(line, words), origin);
    }

    private static Instruction volume(SplitLine line, Origin origin) {
        List<String> places = some(line, Words.jsonOrBlanks(plain(line)));
        if (places.stream().anyMatch(place -> Blank.trim(place).isEmpty())) {
            throw Flags.invalid("a VOLUME cannot be an empty string");
        }
        return new Instruction.Volume(places, origin);
    }

    private Instruction onBuild(SplitLine line, List<Heredoc> documents, Origin origin) {
        SplitLine trigger = SplitLine.of(one(line));
        checkTrigger(trigger);
        StringBuilder text = new StringBuilder(line.rest());
        for (Heredoc document : documents) {
            text.append('\n').append(document.content()).append(document.word());
        }
        Origin inner = new Origin(file, origin.first(), origin.last(), line.rest());
        return new Instruction.OnBuild(
                text.toString(), instruction(trigger, documents, inner), origin);
    }

    private static void checkTrigger(SplitLine trigger) {
        if (List.of("FROM", "MAINTAINER", "ONBUILD").contains(trigger.name())) {
            throw Flags.invalid("ONBUILD cannot have " + trigger.name());
        }
    }
}
