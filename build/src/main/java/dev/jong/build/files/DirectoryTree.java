package dev.jong.build.files;

import dev.jong.linux.Descriptor;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A directory of the user as a build context. Its files belong to 0:0, whoever has them here, and have the mode that they
/// have here; extended attributes are not taken along.
public final class DirectoryTree extends NodeTree {
    private final OpenFiles files;
    private final InRoot root;
    private final IgnoreRules rules;
    private final StatCache cache;

    /// Opens a directory; a link at the end of its own path is followed.
    ///
    /// @param cache digests of earlier builds; [StatCache#none] for none. Saved when this is closed
    /// @throws dev.jong.base.JongException NOT_FOUND, PERMISSION_DENIED or INVALID_ARGUMENT when there is no such directory
    public static DirectoryTree open(
            Syscalls kernel, Path directory, IgnoreRules rules, StatCache cache) {
        return new DirectoryTree(kernel, InRoot.open(kernel, directory), rules, cache);
    }

    private DirectoryTree(Syscalls kernel, InRoot root, IgnoreRules rules, StatCache cache) {
        this.files = new OpenFiles(kernel);
        this.root = root;
        this.rules = rules;
        this.cache = cache;
    }

    @Override
    Node readRoot() {
        FileStatus status = new FileStatus();
        files.look(root.number(), status, "");
        return new Node(null, "", status, "");
    }

    @Override
    List<Node> read(Node directory) {
        List<Node> all = new ArrayList<>();
        try (Descriptor open = files.directory(root.number(), directory.path)) {
            List<String> names = files.names(open);
            names.sort(null);
            FileStatus status = new FileStatus();
            for (String name : names) {
                if (files.look(open, name, status) && status.type() != FileStatus.SOCKET) {
                    boolean link = status.type() == FileStatus.SYMLINK;
                    String target = link ? files.target(open, name) : "";
                    add(new Node(directory, name, status, target), directory, all);
                }
            }
        }
        return List.copyOf(all);
    }

    private void add(Node node, Node directory, List<Node> all) {
        if (!rules.isEmpty()) {
            node.verdict = rules.verdict(directory.verdict, node.path);
            if (rules.excludes(node.verdict)) {
                boolean worthALook =
                        node.type == FileStatus.DIRECTORY
                                && rules.mayIncludeBelow(node.verdict, node.path);
                if (!worthALook || children(node).isEmpty()) {
                    return;
                }
            }
        }
        all.add(node);
    }

    @Override
    FileEntry entry(Node node) {
        return node.entry(0, 0, Map.of());
    }

    @Override
    public Optional<String> exclusion(String path) {
        return rules.exclusion(Paths.inRoot(path));
    }

    @Override
    public InputStream open(FileEntry file) throws IOException {
        Node node = node(file);
        return files.file(root.number(), node.path, node.stamp);
    }

    @Override
    public Digest digest(FileEntry file) {
        Node node = node(file);
        Optional<Digest> known = cache.find(node.stamp);
        if (known.isPresent()) {
            return known.get();
        }
        Digest digest = files.digest(root.number(), node.path, node.stamp);
        cache.add(node.stamp, digest);
        return digest;
    }

    @Override
    public void close() {
        cache.save();
        root.close();
    }
}
