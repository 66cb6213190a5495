package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import dev.jong.store.snapshot.SeenDirectory;
import dev.jong.store.snapshot.SeenFile;

/// Where a copy goes: the directory, and what the file or directory is called there. The rules are Docker's.
///
/// @param name empty when what is in a directory goes into another one
record CopyTarget(SeenDirectory directory, String name) implements AutoCloseable {
    /// Chooses.
    ///
    /// @param file what is copied
    /// @throws JongException in Docker's words
    static CopyTarget choose(Place from, SeenFile file, Place to, CopyFiles.OpenPlace target) {
        if (from.directory() && !file.isDirectory()) {
            throw invalid("not a directory");
        }
        if (file.type() == FileStatus.SOCKET) {
            throw invalid("cannot copy the socket \"" + Text.printable(from.path()) + "\"");
        }
        SeenFile there = find(to, target);
        if (there.isDirectory()) {
            try (there) {
                return new CopyTarget(there.enter(), from.contents() ? "" : from.name());
            }
        }
        try {
            refuse(file, there, to);
            return new CopyTarget(there.directory(), there.name());
        } catch (JongException e) {
            there.close();
            throw e;
        }
    }

    private static void refuse(SeenFile file, SeenFile there, Place to) {
        if (!there.exists()) {
            if (to.directory() && !file.isDirectory()) {
                throw JongException.of(ErrorKind.NOT_FOUND, "no such directory")
                        .hint("without the slash at its end it is the name of the new file");
            }
            return;
        }
        if (file.isDirectory()) {
            throw invalid("cannot copy directory");
        }
        if (to.directory()) {
            throw invalid("not a directory");
        }
        boolean plain = there.type() == FileStatus.REGULAR;
        if (!plain) {
            throw invalid(
                    "destination \""
                            + Text.printable(to.toString())
                            + "\" must be a directory or a regular file");
        }
    }

    private static SeenFile find(Place to, CopyFiles.OpenPlace target) {
        try {
            return target.root().find(to.path(), true);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
            throw to.isLocal()
                    ? JongException.of(
                            ErrorKind.NOT_FOUND,
                            "invalid output path: directory \""
                                    + Text.printable(to.parent())
                                    + "\" does not exist")
                    : CopyFiles.missing(to, to.parent());
        }
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }

    @Override
    public void close() {
        directory.close();
    }
}
