package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The volumes that one container uses: the file `volumes` of its folder, a line for each and a last line `end`. Beside
/// the record, because it is written before the volumes are made, read by whoever removes one, and outlives a damaged
/// record.
///
/// @param name of the volume
/// @param anonymous whether it goes with the container
record VolumeUses(String name, boolean anonymous) {
    /// The file's name.
    static final String FILE = "volumes";

    private static final String MARK = " anonymous";
    private static final String END = "end";
    private static final int LONGEST = 1 << 20;

    /// Writes the file.
    ///
    /// @param durable whether to wait for the disk
    static void write(Path folder, List<VolumeUses> uses, boolean durable) throws IOException {
        StringBuilder text = new StringBuilder();
        for (VolumeUses use : uses) {
            text.append(use.name).append(use.anonymous ? MARK : "").append('\n');
        }
        byte[] bytes = Text.bytes(text.append(END).append('\n').toString());
        if (durable) {
            AtomicFile.write(folder.resolve(FILE), bytes);
        } else {
            Files.write(
                    folder.resolve(FILE),
                    bytes,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        }
    }

    /// Reads the file.
    ///
    /// @return empty when it is damaged: the container may use any volume
    static Optional<List<VolumeUses>> read(Path folder) {
        Optional<byte[]> bytes;
        try {
            bytes = SmallFile.read(folder.resolve(FILE), LONGEST);
        } catch (JongException unreadable) {
            return Optional.empty();
        }
        return bytes.isEmpty() ? Optional.of(List.of()) : parse(Text.of(bytes.get()));
    }

    private static Optional<List<VolumeUses>> parse(String text) {
        List<VolumeUses> uses = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            String line = text.substring(at, end);
            if (line.equals(END)) {
                return Optional.of(uses);
            }
            boolean anonymous = line.endsWith(MARK);
            uses.add(
                    new VolumeUses(
                            anonymous ? line.substring(0, line.length() - MARK.length()) : line,
                            anonymous));
            at = end + 1;
        }
        return Optional.empty();
    }
}
