package dev.jong.build.files;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Attributes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Extended attributes of open files, those that a layer may have. Not for two threads at once.
final class FileAttributes {
    /// The kernel's limit for one value, and for all names.
    private static final int LARGEST = 64 << 10;

    private final Syscalls kernel;
    private final byte[] buffer = new byte[LARGEST];

    FileAttributes(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// Whether a directory of a layer hides what lower layers have in it.
    boolean isOpaque(Descriptor directory) {
        byte[] value = new byte[8];
        int length = kernel.fgetxattr(directory.number(), Attributes.OPAQUE, value);
        return length == 1 && value[0] == 'y';
    }

    /// Values by name, as byte strings.
    Map<String, String> read(Descriptor file, String path) {
        int length = kernel.flistxattr(file.number(), buffer);
        if (length == 0 || length == -Errno.EOPNOTSUPP) {
            return Map.of();
        }
        if (length < 0) {
            throw Errno.failure(
                    length, "cannot read the attributes of \"" + Text.printable(path) + "\"");
        }
        Map<String, String> found = new TreeMap<>();
        String names = Text.of(Arrays.copyOf(buffer, length));
        for (int at = 0; at < names.length(); at = names.indexOf('\0', at) + 1) {
            String name = names.substring(at, names.indexOf('\0', at));
            if (counts(name)) {
                int size = kernel.fgetxattr(file.number(), name, buffer);
                if (size >= 0) {
                    found.put(name, Text.of(Arrays.copyOf(buffer, size)));
                }
            }
        }
        return found;
    }

    private static boolean counts(String name) {
        return name.equals("security.capability")
                || name.startsWith("user.") && !name.startsWith("user.overlay.");
    }
}
