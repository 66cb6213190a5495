package dev.jong.cli.command.volume;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.volume.TransferVolume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `jong volume export`, `import` and `clone`.
public final class TransferCommands {
    private static final byte[] NOTHING = new byte[0];

    private final TransferVolume transfer;

    /// @param transfer the use case
    public TransferCommands(TransferVolume transfer) {
        this.transfer = transfer;
    }

    /// `volume export VOLUME`.
    public int export(ParsedCommand line, Front front) {
        String volume = line.arguments().getFirst();
        Optional<OptionValue> output = line.value("output");
        if (output.isPresent()) {
            transfer.toFile(
                    volume,
                    Text.path(front.caller().absolute(output.get().text())),
                    // Throws when the front has gone, so that nobody's archive is not finished.
                    () -> front.out(NOTHING, 0, 0));
            return 0;
        }
        if (front.caller().outputTerminal()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "cowardly refusing to save to a terminal")
                    .hint("name a file with --output, or redirect standard output");
        }
        transfer.toStream(volume, front.standardOutput());
        return 0;
    }

    /// `volume import VOLUME FILE|-`.
    public int read(ParsedCommand line, Front front) {
        List<String> arguments = line.arguments();
        String source = arguments.size() > 1 ? arguments.get(1) : "-";
        if (source.equals("-")) {
            transfer.read(arguments.getFirst(), front.standardInput());
            return 0;
        }
        Path file = Text.path(front.caller().absolute(source));
        try (InputStream in = Files.newInputStream(file)) {
            transfer.read(arguments.getFirst(), in);
            return 0;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot read " + Text.printable(source) + ": " + e.getMessage())
                    .hint("name an archive, or - for standard input")
                    .causedBy(e);
        }
    }

    /// `volume clone VOLUME NEW`: prints the new name.
    public int copy(ParsedCommand line, Front front) {
        transfer.copy(line.arguments().get(0), line.arguments().get(1));
        front.out(line.arguments().get(1) + "\n");
        return 0;
    }
}
