package dev.jong.it.build;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files of an image by their paths: kind, mode, owner, and content or target.
final class PictureFiles {
    /// What engines put there for containers that run.
    private static final List<String> MADE_BY_ENGINES =
            List.of(
                    "/dev",
                    "/proc",
                    "/sys",
                    "/run",
                    "/etc/hostname",
                    "/etc/hosts",
                    "/etc/resolv.conf",
                    "/etc/mtab");

    /// Content of so many bytes is shown, that of longer files has a digest.
    private static final int SHORT = 300;

    private final TarReader tar;
    private final Map<String, String> lines = new TreeMap<>();

    private PictureFiles(byte[] archive) {
        this.tar = new TarReader(new ByteArrayInputStream(archive));
    }

    /// The files of an archive.
    static Map<String, String> of(byte[] archive) {
        try {
            PictureFiles files = new PictureFiles(archive);
            files.read();
            return files.lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            String path = path(next.get().name());
            if (!path.equals("/") && MADE_BY_ENGINES.stream().noneMatch(made -> in(made, path))) {
                lines.put(path, line(next.get()));
            }
        }
    }

    private String line(TarEntry entry) throws IOException {
        String owner = " " + entry.uid() + ":" + entry.gid();
        String owned = " " + Integer.toOctalString(entry.mode()) + owner;
        return switch (entry.type()) {
            case REGULAR -> "file" + owned + " " + content();
            case HARD_LINK -> lines.getOrDefault(path(entry.linkTarget()), "link to nothing");
            case SYMBOLIC_LINK -> "link 777" + owner + " " + entry.linkTarget();
            case DIRECTORY -> "dir" + owned;
            case FIFO -> "fifo" + owned;
            case CHARACTER_DEVICE, BLOCK_DEVICE -> "dev" + owned;
        };
    }

    private String content() throws IOException {
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int count = tar.read(buffer, 0, buffer.length);
                count > 0;
                count = tar.read(buffer, 0, buffer.length)) {
            content.write(buffer, 0, count);
        }
        byte[] bytes = content.toByteArray();
        String text = Text.of(bytes);
        boolean plain = text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127);
        return plain && bytes.length <= SHORT
                ? '"' + escaped(text).replace("\"", "\\\"") + '"'
                : Digest.of(bytes) + " " + bytes.length;
    }

    private static String path(String name) {
        String utf8 = new String(Text.bytes(name), StandardCharsets.UTF_8);
        return escaped(Path.of("/" + utf8).normalize().toString());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static boolean in(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
