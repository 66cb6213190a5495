package dev.jong.cli.command.system;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The question before something is removed for good.
public final class Confirmation {
    private static final int LONGEST = 100;

    private Confirmation() {}

    /// Whether `--force` was given, or the user says `y`. Standard input is read whether it is a terminal or not, as
    /// Docker does it, so `yes | jong image prune` works; its end means no.
    ///
    /// @param warning what is going to be removed, with its newline
    public static boolean given(ParsedCommand line, Front front, String warning) {
        if (line.flag("force")) {
            return true;
        }
        front.out("WARNING! " + warning + "Are you sure you want to continue? [y/N] ");
        boolean yes = answer(front).strip().equalsIgnoreCase("y");
        if (!yes && !front.caller().inputTerminal()) {
            front.out("\n");
            front.tell("nothing was removed: nobody said y", "give --force where nobody can");
        }
        return yes;
    }

    private static String answer(Front front) {
        StringBuilder answer = new StringBuilder();
        try {
            InputStream input = front.standardInput();
            int next = input.read();
            while (next >= 0 && next != '\n' && answer.length() < LONGEST) {
                answer.append((char) next);
                next = input.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }
}
