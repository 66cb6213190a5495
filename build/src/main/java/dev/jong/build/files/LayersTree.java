package dev.jong.build.files;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.snapshot.OwnerMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of a stage or an image: unpacked layers put together as an overlay mount shows them, without mounting. The
/// layers must not change meanwhile, which those of the store do not.
public final class LayersTree extends NodeTree {
    private static final long ROOT =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC;

    private final OpenFiles files;
    private final FileAttributes attributes;
    private final List<Descriptor> layers = new ArrayList<>();
    private final OwnerMap owners;
    private final StatCache cache;

    /// Opens layers.
    ///
    /// @param topDown directories of unpacked layers, the uppermost first; none for a tree without files
    /// @param owners from what this process sees to what the image says
    /// @param cache digests of earlier builds, saved when this is closed
    public static LayersTree open(
            Syscalls kernel, List<Path> topDown, OwnerMap owners, StatCache cache) {
        LayersTree tree = new LayersTree(kernel, owners, cache);
        try {
            for (Path layer : topDown) {
                String name = Text.of(layer);
                int number = kernel.openat2(Syscalls.AT_FDCWD, name, ROOT, 0, 0);
                if (number < 0) {
                    throw Errno.failure(
                            number, "cannot open the layer \"" + Text.printable(name) + "\"");
                }
                tree.layers.add(new Descriptor(kernel, number));
            }
            return tree;
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private LayersTree(Syscalls kernel, OwnerMap owners, StatCache cache) {
        this.files = new OpenFiles(kernel);
        this.attributes = new FileAttributes(kernel);
        this.owners = owners;
        this.cache = cache;
    }

    @Override
    Node readRoot() {
        if (layers.isEmpty()) {
            return new Node();
        }
        FileStatus status = new FileStatus();
        files.look(layers.getFirst().number(), status, "");
        Node root = new Node(null, "", status, "");
        root.layers = new int[layers.size()];
        Arrays.setAll(root.layers, i -> i);
        return root;
    }

    @Override
    List<Node> read(Node directory) {
        Map<String, Node> all = new TreeMap<>();
        Set<String> settled = new HashSet<>();
        for (int layer : directory.layers) {
            int root = layers.get(layer).number();
            try (Descriptor open = files.directory(root, directory.path)) {
                for (String name : files.names(open)) {
                    if (!settled.contains(name) && add(open, layer, name, directory, all)) {
                        settled.add(name);
                    }
                }
                if (attributes.isOpaque(open)) {
                    break;
                }
            }
        }
        return List.copyOf(all.values());
    }

    /// Adds what a layer has; true when it hides what lower layers have of that name.
    private boolean add(
            Descriptor open, int layer, String name, Node directory, Map<String, Node> all) {
        FileStatus status = new FileStatus();
        if (!files.look(open, name, status)) {
            return false;
        }
        boolean isDirectory = status.type() == FileStatus.DIRECTORY;
        Node known = all.get(name);
        if (known != null) {
            if (isDirectory) {
                known.layers = Arrays.copyOf(known.layers, known.layers.length + 1);
                known.layers[known.layers.length - 1] = layer;
            }
        } else if (!status.isWhiteout() && status.type() != FileStatus.SOCKET) {
            boolean link = status.type() == FileStatus.SYMLINK;
            Node node = new Node(directory, name, status, link ? files.target(open, name) : "");
            node.layers = new int[] {layer};
            all.put(name, node);
        }
        return !isDirectory;
    }

    @Override
    FileEntry entry(Node node) {
        return node.entry(
                Integer.toUnsignedLong(owners.uid(node.uid)),
                Integer.toUnsignedLong(owners.gid(node.gid)),
                attributes(node));
    }

    private Map<String, String> attributes(Node node) {
        Map<String, String> known = node.attributes;
        if (known != null) {
            return known;
        }
        boolean may = node.type == FileStatus.REGULAR || node.type == FileStatus.DIRECTORY;
        @Nullable Descriptor root = node.layers.length == 0 ? null : layers.get(node.layers[0]);
        Map<String, String> read = Map.of();
        if (may && root != null) {
            try (Descriptor file = files.open(root.number(), node.path)) {
                read = attributes.read(file, node.path);
            }
        }
        node.attributes = read;
        return read;
    }

    @Override
    public InputStream open(FileEntry file) throws IOException {
        Node node = node(file);
        return files.file(layers.get(node.layers[0]).number(), node.path, node.stamp);
    }

    @Override
    public Digest digest(FileEntry file) {
        Node node = node(file);
        Optional<Digest> known = cache.find(node.stamp);
        if (known.isPresent()) {
            return known.get();
        }
        int root = layers.get(node.layers[0]).number();
        Digest digest = files.digest(root, node.path, node.stamp);
        cache.add(node.stamp, digest);
        return digest;
    }

    @Override
    public void close() {
        cache.save();
        layers.forEach(Descriptor::close);
    }
}
