package dev.jong.service.live;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Files of /proc and of cgroups.
public final class KernelFile {
    private KernelFile() {}

    /// The text; empty when there is none: the process may just have ended.
    public static String read(Path file) {
        try {
            return Text.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return "";
        }
    }

    /// Writes a value in one call, as the kernel takes it.
    static void write(Path file, String value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Text.bytes(value)));
        }
    }

    /// A number without a sign; the other value when it is none.
    public static long number(String text, long otherwise) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /// What stands behind a name in lines such as `VmRSS:  12 kB` or `some_key 12`: the first word; empty without it.
    public static String field(String text, String name) {
        for (String line : text.split("\n")) {
            if (line.startsWith(name)
                    && line.length() > name.length()
                    && (line.charAt(name.length()) == ' ' || line.charAt(name.length()) == '\t')) {
                String rest = line.substring(name.length()).trim();
                int blank = rest.indexOf(' ');
                return blank < 0 ? rest : rest.substring(0, blank);
            }
        }
        return "";
    }
}
