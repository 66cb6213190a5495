package dev.jong.api.storage;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Uploads that are not finished: `uploads/ID/data` with the bytes so far, beside it the name of the repository that
/// they are for. The file's size is the offset, so an upload goes on after the server was killed, and through
/// another server on the same storage.
public final class Uploads {
    /// How long one may rest before it is thrown away.
    public static final Duration REST = Duration.ofDays(7);

    private static final int ID_BYTES = 16;
    private static final int NAME_BYTES = 1024;

    private final RegistryStorage storage;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<String, Upload> known = new ConcurrentHashMap<>();

    /// @param clock to be compared with times of files
    public Uploads(RegistryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// Begins an upload to a repository.
    public Upload begin(RepositoryName repository) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String text = HexFormat.of().formatHex(id);
        Path directory = storage.uploads().resolve(text);
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            AtomicFile.writeVolatile(
                    directory.resolve(Upload.REPOSITORY), Text.bytes(repository.text()));
            Files.newByteChannel(
                            directory.resolve(Upload.DATA),
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))
                    .close();
        } catch (IOException e) {
            throw DiskFailure.of(e, "begin an upload", directory);
        }
        return known(text, directory);
    }

    /// The upload of that id, if it is for this repository.
    ///
    /// @param id any text
    public Optional<Upload> find(RepositoryName repository, String id) {
        if (!isId(id)) {
            return Optional.empty();
        }
        Path directory = storage.uploads().resolve(id);
        Optional<byte[]> owner = SmallFile.read(directory.resolve(Upload.REPOSITORY), NAME_BYTES);
        if (owner.isEmpty()
                || !Text.of(owner.get()).equals(repository.text())
                || !Files.exists(directory.resolve(Upload.DATA))) {
            known.remove(id);
            return Optional.empty();
        }
        return Optional.of(known(id, directory));
    }

    /// Throws away what has rested for too long.
    ///
    /// @return how many
    public int expire(Duration rest) {
        int expired = 0;
        for (String id : Folders.names(storage.uploads())) {
            if (isId(id)) {
                expired += expire(id, rest) ? 1 : 0;
            }
        }
        return expired;
    }

    private boolean expire(String id, Duration rest) {
        Path directory = storage.uploads().resolve(id);
        try {
            Path data = directory.resolve(Upload.DATA);
            Path looked = Files.exists(data) ? data : directory;
            if (Files.getLastModifiedTime(looked)
                    .toInstant()
                    .isBefore(clock.instant().minus(rest))) {
                known(id, directory).cancel();
                return true;
            }
        } catch (IOException e) {
            return false; // It ended meanwhile.
        } catch (JongException e) {
            return false; // Somebody writes to it right now.
        }
        return false;
    }

    private Upload known(String id, Path directory) {
        return known.computeIfAbsent(id, _ -> new Upload(id, directory, () -> known.remove(id)));
    }

    private static boolean isId(String text) {
        if (text.length() != 2 * ID_BYTES) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
