package dev.jong.service.network.cni;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Files that say, or are, what root runs: nobody else may be able to write them, or to put others in their places.
final class TrustedFile {
    private static final int WRITABLE = 022; // by group and others
    private static final int STICKY = 01000;

    /// The effective user of this process, besides root.
    private final int self;

    TrustedFile(int self) {
        this.self = self;
    }

    /// @param file what it is, behind all links
    /// @throws JongException PRECONDITION when somebody else can write it
    void check(Path file) {
        try {
            Path real = file.toRealPath();
            checkOne(file, real, 0);
            int shared = 0;
            for (Path at = real.getParent(); at != null; at = at.getParent()) {
                checkOne(file, at, shared);
                // Further up others may make what they like, but not rename what is ours.
                shared = STICKY;
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot look at " + Text.printable(Text.of(file)) + ": " + e)
                    .causedBy(e);
        }
    }

    /// @param shared the bit that makes a directory that others can write a safe place
    private void checkOne(Path file, Path part, int shared) throws IOException {
        Map<String, Object> status = Files.readAttributes(part, "unix:uid,mode");
        int uid = (Integer) status.getOrDefault("uid", -1);
        int mode = (Integer) status.getOrDefault("mode", WRITABLE);
        boolean writable = (mode & WRITABLE) != 0 && (mode & shared) == 0;
        if (uid != 0 && uid != self || writable) {
            String name = Text.printable(Text.of(part));
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot use "
                                    + Text.printable(Text.of(file))
                                    + ": others than root can write "
                                    + name)
                    .hint("chown root " + name + " && chmod go-w " + name);
        }
    }
}
