package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parses Dockerfiles. Takes time in proportion to the text's length, and reads at most 16 MiB and a million lines
/// (hardening row B21).
public final class ParseDockerfile {
    private static final int LONGEST = 16 << 20;
    private static final int MOST_LINES = 1_000_000;

    private final String file;
    private final Lines lines;
    private final List<String> all;
    private final List<Instruction.Arg> globals = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();

    private ParseDockerfile(String file, Lines lines) {
        this.file = file;
        this.lines = lines;
        this.all = lines.all();
    }

    /// Parses a Dockerfile.
    ///
    /// @param file what the user calls it, for messages
    /// @throws JongException INVALID_ARGUMENT with file, line and the lines around
    public static Dockerfile parse(String file, byte[] text) {
        return new ParseDockerfile(file, lines(file, text)).dockerfile();
    }

    /// Parses a trigger that an image has from an `ONBUILD`.
    ///
    /// @param source where it comes from, such as `trigger 2 of alpine:3`; the instruction's origin has it for file
    /// @throws JongException INVALID_ARGUMENT when it is not one instruction that `ONBUILD` may have
    public static Instruction trigger(String source, String text) {
        Lines lines = lines(source, Text.bytes(text));
        ReadStatements reader = new ReadStatements(lines, '\\');
        try {
            Statement only =
                    reader.next().orElseThrow(() -> Flags.invalid("there is no instruction in it"));
            if (reader.next().isPresent()) {
                throw Flags.invalid("there is more than one instruction in it");
            }
            return new ReadInstruction(source, '\\').trigger(only);
        } catch (JongException e) {
            throw Located.wrap(source, lines.all(), 1, Math.max(1, lines.count()), e);
        }
    }

    /// Parses instructions that are in no stage.
    ///
    /// @param source where they come from; their origins have it for file
    /// @throws JongException INVALID_ARGUMENT without a place
    public static List<Instruction> instructions(String source, String text) {
        ReadStatements reader = new ReadStatements(lines(source, Text.bytes(text)), '\\');
        ReadInstruction read = new ReadInstruction(source, '\\');
        List<Instruction> all = new ArrayList<>();
        for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
            all.add(read.instruction(next.get()));
        }
        return all;
    }

    private static Lines lines(String file, byte[] bytes) {
        boolean marked =
                bytes.length > 2
                        && bytes[0] == (byte) 0xef
                        && bytes[1] == (byte) 0xbb
                        && bytes[2] == (byte) 0xbf;
        int line = 1;
        for (int i = 0; i < bytes.length; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
            if (i > LONGEST || line > MOST_LINES + 1) {
                throw Flags.invalid(
                                Text.printable(file)
                                        + ":"
                                        + line
                                        + ": the text is too long: "
                                        + bytes.length
                                        + " bytes")
                        .hint("at most 16 MiB and a million lines are read");
            }
        }
        String text = Text.of(bytes);
        return Lines.of(marked ? text.substring(3) : text);
    }

    private Dockerfile dockerfile() {
        Map<String, String> directives = Directives.of(file, lines);
        char escape = directives.getOrDefault("escape", "\\").charAt(0);
        ReadStatements reader = new ReadStatements(lines, escape);
        ReadInstruction read = new ReadInstruction(file, escape);
        Optional<Instruction.From> from = Optional.empty();
        for (Optional<Statement> next = next(reader); next.isPresent(); next = next(reader)) {
            Instruction instruction = instruction(read, next.get());
            if (instruction instanceof Instruction.From begun) {
                from.ifPresent(this::close);
                from = Optional.of(begun);
            } else if (from.isPresent()) {
                instructions.add(instruction);
            } else {
                global(instruction);
            }
        }
        from.ifPresent(this::close);
        if (stages.isEmpty()) {
            String what =
                    globals.isEmpty() ? "there are no instructions in it" : "there is no FROM";
            throw at(1, Math.max(1, lines.count()), Flags.invalid(what))
                    .hint("a Dockerfile begins with FROM IMAGE");
        }
        return new Dockerfile(file, all, directives, escape, globals, stages);
    }

    private Optional<Statement> next(ReadStatements reader) {
        int before = reader.line();
        try {
            return reader.next();
        } catch (JongException e) {
            throw at(firstText(before), reader.line(), e);
        }
    }

    /// The next line that is neither empty nor a comment.
    private int firstText(int before) {
        for (int i = before; i < all.size(); i++) {
            int begin = Blank.skip(all.get(i), 0);
            if (begin < all.get(i).length() && all.get(i).charAt(begin) != '#') {
                return i + 1;
            }
        }
        return before + 1;
    }

    private Instruction instruction(ReadInstruction read, Statement statement) {
        try {
            return read.instruction(statement);
        } catch (JongException e) {
            throw at(statement.first(), statement.last(), e);
        }
    }

    private void global(Instruction instruction) {
        if (!(instruction instanceof Instruction.Arg arg)) {
            Origin at = instruction.origin();
            throw at(
                            at.first(),
                            at.last(),
                            Flags.invalid(instruction.keyword() + " stands before the first FROM"))
                    .hint("only ARG may stand before it");
        }
        globals.add(arg);
    }

    private void close(Instruction.From from) {
        stages.add(new Stage(stages.size(), from, instructions));
        instructions.clear();
    }

    private JongException at(int first, int last, JongException error) {
        return Located.wrap(file, all, first, last, error);
    }
}
