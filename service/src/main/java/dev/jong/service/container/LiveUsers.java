package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.control.CopyOut;
import dev.jong.runtime.plan.Errno;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks users up in the files of a container that runs, as its processes see them now. The front copies the two files
/// out; nothing of the container is executed or loaded for it (L17).
public final class LiveUsers {
    private final CopyOut copies;
    private final Path runtime;

    /// @param runtime the engine's runtime directory, where the copies lie for a moment
    public LiveUsers(CopyOut copies, Path runtime) {
        this.copies = copies;
        this.runtime = runtime;
    }

    /// The user `USER[:GROUP]`.
    ///
    /// @param apart it has a user namespace of its own
    /// @throws JongException NOT_FOUND when a name has no entry
    UserDatabase.Found find(String user, Status.Running container, boolean apart, Front front) {
        String place = SweepContainers.LOOKUP + container.pid() + "-" + System.nanoTime();
        Path passwd = runtime.resolve(place + "-passwd");
        Path group = runtime.resolve(place + "-group");
        try {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("etc/passwd", Text.of(passwd));
            files.put("etc/group", Text.of(group));
            Outcome outcome =
                    front.carryOut(
                            copies.plan(
                                    container.pid(),
                                    container.startTime(),
                                    files,
                                    UserDatabase.LIMIT,
                                    apart));
            if (outcome instanceof Outcome.Failed failed) {
                throw JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot read the users of the container: " + Errno.words(failed.errno()));
            }
            return new UserDatabase(
                            SmallFile.read(passwd, UserDatabase.LIMIT),
                            SmallFile.read(group, UserDatabase.LIMIT))
                    .resolve(user, List.of());
        } finally {
            delete(passwd);
            delete(group);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftForTheNextSweep) {
            return;
        }
    }
}
