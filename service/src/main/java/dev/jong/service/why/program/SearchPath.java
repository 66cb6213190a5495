package dev.jong.service.why.program;

import dev.jong.base.JongException;
import dev.jong.linux.FileStatus;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directories of `$PATH`.
final class SearchPath {
    private static final int LIMIT = 64;

    private SearchPath() {}

    /// Its directories; relative ones count from the root, as nobody can say from where else.
    static List<String> directories(String path) {
        List<String> all = new ArrayList<>();
        for (String directory : path.split(":")) {
            if (all.size() < LIMIT) {
                all.add(directory.isEmpty() ? "." : directory);
            }
        }
        return all;
    }

    /// The first thing of that name that is no directory, whether it can be executed or not.
    static Optional<String> find(SeenFiles files, List<String> directories, String name) {
        for (String directory : directories) {
            String path = directory + "/" + name;
            try (Seen seen = files.look(path)) {
                if (seen.exists() && seen.status().type() != FileStatus.DIRECTORY) {
                    return Optional.of(path);
                }
            } catch (JongException unreadable) {
                continue;
            }
        }
        return Optional.empty();
    }
}
