package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.service.container.Front;
import dev.jong.service.copy.CopyFiles;
import dev.jong.service.copy.CopyWishes;
import dev.jong.service.copy.Place;

/// `jong cp`.
public final class CopyFilesCommand implements Command {
    private static final String STREAM = "-";

    private final CopyFiles copying;

    public CopyFilesCommand(CopyFiles copying) {
        this.copying = copying;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String from = line.arguments().getFirst();
        String to = line.arguments().getLast();
        if (from.isEmpty() || to.isEmpty()) {
            throw invalid((from.isEmpty() ? "source" : "destination") + " can not be empty", "");
        }
        Place source = place(from, front);
        Place target = place(to, front);
        if (source.isLocal() && target.isLocal()) {
            throw invalid(
                    "must specify at least one container source", "name it so: CONTAINER:PATH");
        }
        CopyWishes wishes =
                new CopyWishes(
                        line.flag("archive"),
                        line.flag("follow-link"),
                        line.flag("overwrite"),
                        line.text("chown"),
                        front.caller().uid() == 0);
        if (!wishes.chown().isEmpty() && target.isLocal()) {
            throw invalid("--chown is for copies into a container", "leave it out");
        }
        if (to.equals(STREAM)) {
            refuseTerminal(front);
            copying.pack(source, wishes, front.standardOutput());
            return 0;
        }
        CopyFiles.Copied copied =
                from.equals(STREAM)
                        ? copying.unpack(front.standardInput(), target, wishes)
                        : copying.copy(source, target, wishes);
        tell(line, front, target, copied);
        return 0;
    }

    private static void tell(
            ParsedCommand line, Front front, Place target, CopyFiles.Copied copied) {
        for (String device : copied.skipped()) {
            front.err("left out the device " + Text.printable(device) + "\n");
        }
        if (front.caller().outputTerminal() && !line.flag("quiet")) {
            front.err(
                    "Successfully copied "
                            + HumanSize.of(copied.bytes())
                            + " to "
                            + Text.printable(target.toString())
                            + "\n");
        }
    }

    /// What begins with `/` or `.`, or has no colon, is a path of the host.
    private static Place place(String typed, Front front) {
        int colon = typed.indexOf(':');
        if (colon < 1 || typed.charAt(0) == '/' || typed.charAt(0) == '.') {
            return Place.of("", front.caller().absolute(typed.equals(".") ? "./." : typed));
        }
        return Place.of(typed.substring(0, colon), "/" + typed.substring(colon + 1));
    }

    private static void refuseTerminal(Front front) {
        if (front.caller().outputTerminal()) {
            throw invalid(
                    "cowardly refusing to copy to a terminal",
                    "redirect standard output to a file");
        }
    }

    private static JongException invalid(String why, String hint) {
        JongException error = JongException.of(ErrorKind.INVALID_ARGUMENT, why);
        return hint.isEmpty() ? error : error.hint(hint);
    }
}
