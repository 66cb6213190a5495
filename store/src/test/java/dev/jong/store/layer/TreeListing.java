package dev.jong.store.layer;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tree as comparable lines: name, type, mode, owner, time, link target, content, which names are the same
/// file, and attributes.
final class TreeListing {
    private TreeListing() {}

    /// Everything in a tree, sorted. A whiteout in a directory that only one layer has is listed by an overlay
    /// mount but can't be looked up; it is left out.
    static List<Path> paths(Path tree) throws IOException {
        List<Path> found = new ArrayList<>(List.of(tree));
        for (int i = 0; i < found.size(); i++) {
            if (Files.isDirectory(found.get(i), LinkOption.NOFOLLOW_LINKS)) {
                try (var names = Files.list(found.get(i))) {
                    names.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                            .forEach(found::add);
                }
            }
        }
        found.sort(null);
        return found;
    }

    /// @param exact with fractions of seconds and extended attributes
    static List<String> of(Path tree, boolean exact) throws IOException {
        List<String> lines = new ArrayList<>();
        Map<Object, String> firstNames = new HashMap<>();
        for (Path path : paths(tree)) {
            String name = Text.printable(Text.of(tree.relativize(path)));
            Map<String, Object> all =
                    Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) all.get("mode");
            StringBuilder line =
                    new StringBuilder(name).append(' ').append(Integer.toOctalString(mode));
            line.append(' ').append(all.get("uid")).append(':').append(all.get("gid"));
            boolean isRoot = path.equals(tree);
            String time = all.get("lastModifiedTime").toString();
            line.append(' ').append(isRoot ? "" : exact ? time : time.replaceAll("\\.\\d+", ""));
            switch (mode & 0170000) {
                case 0120000 ->
                        line.append(" -> ")
                                .append(Text.printable(Text.of(Files.readSymbolicLink(path))));
                case 0100000 ->
                        line.append(' ').append(Text.printable(Text.of(Files.readAllBytes(path))));
                case 0020000, 0060000 -> line.append(' ').append(all.get("rdev"));
                default -> {}
            }
            String first = firstNames.putIfAbsent(all.get("ino"), name);
            line.append(first == null ? "" : " = " + first);
            boolean hasAttributes = (mode & 0170000) == 0100000 || (mode & 0170000) == 0040000;
            line.append(exact && hasAttributes && !isRoot ? " " + Xattrs.names(path) : "");
            lines.add(line.toString());
        }
        return lines;
    }
}
