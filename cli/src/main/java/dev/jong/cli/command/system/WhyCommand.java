package dev.jong.cli.command.system;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.PrintedJson;
import dev.jong.service.container.Front;
import dev.jong.service.space.Kept;
import dev.jong.service.space.Thing;
import dev.jong.service.space.WhyKept;

/// `jong df --why`: a chain of what keeps a thing, deeper for each step, and what that means.
public final class WhyCommand {
    private final WhyKept why;

    /// @param why the use case
    public WhyCommand(WhyKept why) {
        this.why = why;
    }

    int run(ParsedCommand line, Front front) {
        String format = line.text("format");
        if (!format.isEmpty() && !format.equals("json")) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "--why knows no format but json")
                    .hint("leave --format out for plain text");
        }
        String asked = line.text("why");
        WhyKept.Answer answer = why.run(asked, Text.path(front.caller().absolute(asked)));
        if (!format.isEmpty()) {
            Json.Obj json = answer.thing().toJson().with("Verdict", Json.of(answer.verdict()));
            if (answer.keeps().isPresent()) {
                json = json.with("Keeps", answer.keeps().get().toJson());
            }
            front.out(PrintedJson.compact(json) + "\n");
            return 0;
        }
        StringBuilder out = new StringBuilder();
        print(answer.thing(), 0, out);
        out.append(answer.verdict()).append('\n');
        answer.keeps().ifPresent(kept -> print(kept, out));
        front.out(out.toString());
        return 0;
    }

    private static void print(Kept kept, StringBuilder out) {
        out.append("\nit keeps ")
                .append(HumanSize.of(kept.bytes()))
                .append(", of which ")
                .append(HumanSize.of(kept.only()))
                .append(" would be free without it\n");
        for (Kept.Piece piece : kept.pieces()) {
            out.append("  ")
                    .append(piece.kind())
                    .append(' ')
                    .append(piece.digest())
                    .append("  ")
                    .append(HumanSize.of(piece.bytes()))
                    .append(piece.only() ? "\n" : "  (shared)\n");
        }
    }

    private static void print(Thing thing, int depth, StringBuilder out) {
        out.repeat(' ', 2 * depth)
                .append(thing.kind())
                .append(' ')
                .append(Text.printable(thing.name()));
        if (thing.bytes() >= 0) {
            out.append("  ").append(HumanSize.of(thing.bytes()));
        }
        if (!thing.note().isEmpty()) {
            out.append("  (").append(thing.note()).append(')');
        }
        out.append('\n');
        thing.keptBy().forEach(keeper -> print(keeper, depth + 1, out));
    }
}
