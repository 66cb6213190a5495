package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.service.live.KernelFile;
import java.nio.file.Path;

/// Users of the host.
final class UserNames {
    private UserNames() {}

    /// `alice (uid 1000)`, or `uid 1000` where the host's own list has no name for it.
    static String of(int uid) {
        for (String line : KernelFile.read(Path.of("/etc/passwd")).split("\n")) {
            String[] fields = line.split(":");
            if (fields.length > 2 && fields[2].equals(Integer.toString(uid))) {
                return Text.printable(fields[0]) + " (uid " + uid + ")";
            }
        }
        return "uid " + uid;
    }
}
