package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The signals that commands sent to a container: the file `signals` of its folder, a line each, written before the
/// signal is on its way. Nobody depends on it, so it is never synced, and a disk that can't take it keeps no signal back.
public final class SentSignals {
    private static final String FILE = "signals";
    private static final int LIMIT = 8 << 10;

    private SentSignals() {}

    /// One of them.
    ///
    /// @param milliseconds since 1970
    /// @param command such as `stop`
    /// @param uid of who typed it, outside of any user namespace
    public record Sent(long milliseconds, int signal, String command, int uid) {}

    static void note(ContainerFolder folder, int signal, String command, int uid) {
        Path file = folder.folder().resolve(FILE);
        String line = System.currentTimeMillis() + " " + signal + " " + command + " " + uid + "\n";
        try {
            if (Files.exists(file) && Files.size(file) > LIMIT) {
                Files.delete(file);
            }
            try (FileChannel out =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(ByteBuffer.wrap(Text.bytes(line)));
            }
        } catch (IOException full) {
            return;
        }
    }

    /// Those that were sent since a time, oldest first.
    public static List<Sent> since(ContainerFolder folder, Instant start) {
        List<Sent> all = new ArrayList<>();
        String text;
        try {
            text =
                    SmallFile.read(folder.folder().resolve(FILE), 2 * LIMIT)
                            .map(Text::of)
                            .orElse("");
        } catch (JongException unreadable) {
            return all;
        }
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            try {
                Sent sent =
                        new Sent(
                                Long.parseLong(words[0]),
                                Integer.parseInt(words[1]),
                                words[2],
                                Integer.parseInt(words[3]));
                if (sent.milliseconds() >= start.toEpochMilli()) {
                    all.add(sent);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
                continue;
            }
        }
        return all;
    }
}
