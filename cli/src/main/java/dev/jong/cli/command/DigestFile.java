package dev.jong.cli.command;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.oci.Digest;
import dev.jong.service.container.Front;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `--digestfile FILE`, `--iidfile FILE`: scripts read from it what arrived, or what was made.
public final class DigestFile {
    private DigestFile() {}

    /// Writes the digest, without a line end, where the command line wants it; nothing without the option.
    ///
    /// @param option the option's name
    /// @throws dev.jong.base.JongException what the disk said
    public static void write(ParsedCommand line, String option, Front front, Digest digest) {
        Optional<OptionValue> wanted = line.value(option);
        if (wanted.isPresent()) {
            Path file = Text.path(front.caller().absolute(wanted.get().text()));
            try {
                AtomicFile.writeVolatile(file, Text.bytes(digest.toString()));
            } catch (IOException e) {
                throw DiskFailure.of(e, "write the digest", file);
            }
        }
    }
}
