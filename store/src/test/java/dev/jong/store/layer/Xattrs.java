package dev.jong.store.layer;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.InRoot;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Looks at extended attributes, also those that Java's own view does not show.
final class Xattrs {
    private Xattrs() {}

    /// The names of a file's attributes, sorted.
    static List<String> names(Path file) {
        Syscalls kernel = new NativeSyscalls();
        try (InRoot root = InRoot.open(kernel, file.getParent());
                Descriptor open = root.open(Text.of(file.getFileName()), OpenFlag.READ_ONLY, 0)) {
            byte[] buffer = new byte[65536];
            int length = kernel.flistxattr(open.number(), buffer);
            String all = Text.of(Arrays.copyOf(buffer, Math.max(length, 0)));
            List<String> names = new ArrayList<>(List.of(all.split("\0")));
            names.removeIf(String::isEmpty);
            names.sort(null);
            return names;
        }
    }
}
