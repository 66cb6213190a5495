package dev.jong.build.files;

import dev.jong.base.EditDistance;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;
import java.util.Optional;

/// Says of a source that it is not there, and what may have been meant.
final class MissingSource {
    /// Longer names are not compared, nor more of them.
    private static final int LONGEST = 100;

    private static final int MOST = 2000;

    private MissingSource() {}

    static JongException of(FileTree tree, String written) {
        String path = Paths.inRoot(written);
        JongException error =
                JongException.of(
                        ErrorKind.NOT_FOUND, "\"/" + Text.printable(path) + "\": not found");
        Optional<String> rule = tree.exclusion(path);
        if (rule.isPresent()) {
            return error.hint(
                    "the rule " + rule.get() + " of the ignore file leaves it out of the context");
        }
        Optional<String> near = near(tree, path);
        if (near.isPresent()) {
            return error.hint("did you mean \"" + Text.printable(near.get()) + "\"?");
        }
        if (Paths.names(written).contains("..")) {
            return error.hint("nothing outside of the build context can be copied");
        }
        return error;
    }

    /// The path with its first wrong name replaced by the nearest one that is there.
    private static Optional<String> near(FileTree tree, String path) {
        List<String> names = Paths.names(path);
        String above = "";
        for (int i = 0; i < names.size(); i++) {
            Optional<FileEntry> directory = tree.resolve(above);
            if (directory.isEmpty() || directory.get().kind() != FileEntry.Kind.DIRECTORY) {
                return Optional.empty();
            }
            String next = Paths.child(above, names.get(i));
            if (tree.resolve(next).isEmpty()) {
                String parent = above;
                return nearest(tree.list(directory.get()), names.get(i))
                        .map(name -> Paths.child(parent, name));
            }
            above = next;
        }
        return Optional.empty();
    }

    private static Optional<String> nearest(List<String> names, String wanted) {
        if (wanted.length() > LONGEST) {
            return Optional.empty();
        }
        int best = Math.max(1, wanted.length() / 3) + 1;
        Optional<String> found = Optional.empty();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            if (name.length() <= LONGEST) {
                int distance = EditDistance.between(wanted, name);
                if (distance < best) {
                    best = distance;
                    found = Optional.of(name);
                }
            }
        }
        return found;
    }
}
