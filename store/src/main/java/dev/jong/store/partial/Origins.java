package dev.jong.store.partial;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Where manifests and indexes were pulled from: one file `from-HEX` each with the name of a repository. A push asks for
/// it, to have a registry take blobs over from its other repository, and to leave what others know by its digest as it
/// is. Not durable, and never needed.
public final class Origins {
    private static final String PREFIX = "from-";
    private static final int LIMIT = 1024;

    private final Path directory;

    /// @param directory the store's `partial`
    public Origins(Path directory) {
        this.directory = directory;
    }

    /// Notes where a manifest or index came from.
    ///
    /// @param repository domain and path, such as `docker.io/library/debian`
    public void note(Digest target, String repository) {
        try {
            AtomicFile.writeVolatile(file(target), Text.bytes(repository));
        } catch (IOException e) {
            throw DiskFailure.of(e, "note where an image came from", directory);
        }
    }

    /// The repository that a manifest or index was last pulled from.
    public Optional<String> of(Digest target) {
        try {
            return SmallFile.read(file(target), LIMIT).map(Text::of);
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    /// Removes the notes of what is gone.
    public void sweep(ContentStore content) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                String hex = Text.of(file.getFileName()).substring(PREFIX.length());
                boolean here =
                        hex.length() == 64
                                && content.size(Digest.parse("sha256:" + hex)).isPresent();
                if (!here) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove notes of where images came from", directory);
        }
    }

    private Path file(Digest target) {
        return directory.resolve(PREFIX + target.hex());
    }
}
