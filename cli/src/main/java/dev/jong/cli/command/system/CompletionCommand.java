package dev.jong.cli.command.system;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.BashCompletion;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;

/// `jong completion bash`.
public final class CompletionCommand implements Command {
    @Override
    public int run(ParsedCommand line, Front front) {
        String shell = line.arguments().getFirst();
        if (!shell.equals("bash")) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "no completion for the shell \"" + Text.printable(shell) + "\"")
                    .hint("use: source <(jong completion bash)");
        }
        front.out(BashCompletion.script());
        return 0;
    }
}
