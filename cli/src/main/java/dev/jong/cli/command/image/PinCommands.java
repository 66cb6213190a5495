package dev.jong.cli.command.image;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.space.PinBoard;
import java.util.function.Consumer;

/// `jong image pin` and `unpin`.
public final class PinCommands {
    private final PinBoard board;

    /// @param board the use case
    public PinCommands(PinBoard board) {
        this.board = board;
    }

    /// `image pin [IMAGE...]`; lists the pins without an image.
    public int pin(ParsedCommand line, Front front) {
        if (line.arguments().isEmpty()) {
            board.list().forEach(pin -> front.out(Text.printable(pin) + "\n"));
            return 0;
        }
        return each(line, front, board::pin);
    }

    /// `image unpin IMAGE...`.
    public int unpin(ParsedCommand line, Front front) {
        return each(line, front, board::unpin);
    }

    private static int each(ParsedCommand line, Front front, Consumer<String> action) {
        int code = 0;
        for (String name : line.arguments()) {
            try {
                action.accept(name);
                front.out(name + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }
}
