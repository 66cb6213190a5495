package dev.jong.runtime.seccomp;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Filters that an engine compiled before: compiling the first one costs a cold JVM a hundred milliseconds. Each file
/// holds all that its filter was made from, which must be equal byte for byte, and a check sum: a file that a crash tore
/// is as good as none. What can't be read or written is compiled again, without a word.
final class FilterFiles {
    /// More would never be needed at once; then all go.
    static final int MOST = 64;

    private static final int LIMIT = 8 << 20; // bytes of a file; profiles are smaller
    private static final int MOST_INSTRUCTIONS = 4096; // BPF_MAXINSNS
    private static final int INSTRUCTION_SIZE = 8;

    private final Path directory;

    /// @param directory made when it is missing; only its owner may write to it
    FilterFiles(Path directory) {
        this.directory = directory;
    }

    /// @param key all that decides about the filter
    Optional<CompiledFilter> read(byte[] key) {
        try (FileInputStream in = new FileInputStream(file(key).toFile())) {
            return decode(in.readNBytes(LIMIT), key);
        } catch (IOException nobodyCompiledIt) {
            return Optional.empty();
        }
    }

    void write(byte[] key, CompiledFilter filter) {
        try {
            make(directory.getParent());
            make(directory);
            forgetIfMany();
            AtomicFile.writeVolatile(file(key), encode(key, filter));
        } catch (IOException nobodyNeedsIt) {
            return;
        }
    }

    private static void make(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// Check sum of the rest, length of the key, key, flags, program.
    private static byte[] encode(byte[] key, CompiledFilter filter) {
        byte[] program = filter.program();
        ByteBuffer out = ByteBuffer.allocate(12 + key.length + program.length);
        out.putInt(0).putInt(key.length).put(key).putInt(filter.flags()).put(program);
        out.putInt(0, sum(out.array()));
        return out.array();
    }

    private static Optional<CompiledFilter> decode(byte[] bytes, byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int rest = bytes.length - 12 - key.length;
        boolean fits =
                rest > 0
                        && rest % INSTRUCTION_SIZE == 0
                        && rest <= MOST_INSTRUCTIONS * INSTRUCTION_SIZE;
        if (!fits || in.getInt() != sum(bytes) || in.getInt() != key.length) {
            return Optional.empty();
        }
        byte[] known = new byte[key.length];
        in.get(known);
        int flags = in.getInt();
        byte[] program = new byte[rest];
        in.get(program);
        return Arrays.equals(known, key)
                ? Optional.of(new CompiledFilter(program, flags))
                : Optional.empty();
    }

    private static int sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        return (int) sum.getValue();
    }

    /// FNV-1a: only a name, as the key is compared. A first digest in a cold JVM costs more than a compilation.
    private Path file(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return directory.resolve(Long.toHexString(hash));
    }

    private void forgetIfMany() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(files::add);
        }
        if (files.size() >= MOST) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// A key out of what decides about a filter besides the profile.
    static byte[] key(String build, Architecture host, KernelVersion kernel, ByteBuffer profile) {
        byte[] head =
                Text.bytes(
                        build
                                + "\n"
                                + host.kernelName()
                                + "\n"
                                + kernel.major()
                                + "."
                                + kernel.minor()
                                + "\n");
        return ByteBuffer.allocate(head.length + profile.capacity())
                .put(head)
                .put(profile.duplicate())
                .array();
    }
}
