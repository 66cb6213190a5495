package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.DigestFile;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.copy.CommitContainer;
import dev.jong.service.copy.CommitContainer.Pause;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// `jong commit`.
public final class CommitCommand implements Command {
    private static final byte[] NOTHING = new byte[0];

    private final CommitContainer committing;
    private final InstantSource clock;

    public CommitCommand(CommitContainer committing, InstantSource clock) {
        this.committing = committing;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Optional<Reference> name =
                line.arguments().size() < 2
                        ? Optional.empty()
                        : Optional.of(Reference.parse(line.arguments().get(1)));
        CommitContainer.Wishes wishes =
                new CommitContainer.Wishes(
                        name,
                        line.text("author"),
                        line.text("message"),
                        line.all("change").stream().map(OptionValue::text).toList(),
                        pause(line),
                        line.flag("squash"),
                        line.flag("include-volumes"),
                        docker(line),
                        created(line, front),
                        () -> front.out(NOTHING, 0, 0));
        Digest id = committing.run(line.arguments().getFirst(), wishes);
        DigestFile.write(line, "iidfile", front, id);
        front.out(id + "\n");
        return 0;
    }

    private static Pause pause(ParsedCommand line) {
        Optional<OptionValue> asked = line.value("pause");
        boolean never = line.flag("no-pause") || asked.isPresent() && !line.flag("pause");
        if (never) {
            return Pause.NEVER;
        }
        return asked.isPresent() ? Pause.REQUIRED : Pause.USUAL;
    }

    private static boolean docker(ParsedCommand line) {
        return switch (line.text("format")) {
            case "", "oci" -> false;
            case "docker" -> true;
            default -> throw line.unknown("format", "oci or docker");
        };
    }

    private Instant created(ParsedCommand line, Front front) {
        String epoch = front.caller().variable("SOURCE_DATE_EPOCH").orElse("");
        boolean option = line.value("timestamp").isPresent();
        String seconds = option ? line.text("timestamp") : epoch;
        if (seconds.isEmpty()) {
            return clock.instant();
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            (option ? "--timestamp" : "SOURCE_DATE_EPOCH")
                                    + " is not a number of seconds")
                    .causedBy(e);
        }
    }
}
