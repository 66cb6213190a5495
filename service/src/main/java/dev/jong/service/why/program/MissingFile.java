package dev.jong.service.why.program;

import dev.jong.base.EditDistance;
import dev.jong.base.Text;
import dev.jong.service.container.Finding;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.util.Set;

/// Says of a path that leads to nothing what may have been meant.
final class MissingFile {
    private MissingFile() {}

    static Finding explain(SeenFiles files, Seen seen, String path) {
        String where = seen.path();
        // A directory on the way may be a link too, which is nothing to wonder about.
        boolean link = !name(where).equals(name(path)) && !path.startsWith(where);
        String text =
                link
                        ? "it is a symbolic link to \""
                                + Text.printable(where)
                                + "\", which is not there"
                        : "no such file or directory";
        if (!seen.mount().isEmpty()) {
            return new Finding(
                    "not-found",
                    text,
                    "what is mounted on "
                            + Text.printable(seen.mount())
                            + " covers what the image has there");
        }
        int slash = where.lastIndexOf('/');
        String folder = slash <= 0 ? "/" : where.substring(0, slash);
        String nearest = NearestFile.of(where.substring(slash + 1), files.names(folder));
        return new Finding(
                "not-found",
                text,
                nearest.isEmpty()
                        ? "see what the image has there: jong export, or jong image tree"
                        : "did you mean "
                                + Text.printable((folder.equals("/") ? "" : folder) + "/" + nearest)
                                + "?");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// A name that is in no directory of the search path.
    static Finding inPath(SeenFiles files, Iterable<String> directories, String name) {
        String best = "";
        for (String directory : directories) {
            Set<String> names = files.names(directory);
            String nearest = NearestFile.of(name, names);
            if (!nearest.isEmpty()
                    && (best.isEmpty()
                            || EditDistance.between(name, nearest)
                                    < EditDistance.between(name, best))) {
                best = nearest;
            }
        }
        return new Finding(
                "not-found",
                "executable file not found in $PATH",
                best.isEmpty() ? "" : "did you mean " + Text.printable(best) + "?");
    }
}
