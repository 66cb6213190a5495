package dev.jong.build.solver;

import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.Selected;
import dev.jong.build.files.Selection;
import dev.jong.build.layer.CopyLayer;
import dev.jong.build.layer.CopySource;
import dev.jong.build.layer.CopyTask;
import dev.jong.build.layer.MergeLayers;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes layers of files, and shows layers as files.
public final class LayerWork {
    private final CopyLayer copying;
    private final MergeLayers merging;
    private final Function<Tree, FileTree> opening;

    /// @param opening shows the files of layers
    public LayerWork(CopyLayer copying, MergeLayers merging, Function<Tree, FileTree> opening) {
        this.copying = copying;
        this.merging = merging;
        this.opening = opening;
    }

    /// The files of layers, to be closed.
    FileTree files(Tree tree) {
        return opening.apply(tree);
    }

    /// Copies files; empty when nothing changes.
    Optional<TreeLayer> copy(CopyTask task) {
        return copying.copy(task);
    }

    /// Makes one layer of those of a tree from one on.
    ///
    /// @param from the number of the lowest, from 0
    Optional<TreeLayer> merge(Tree tree, int from, Instant epoch) {
        return merging.merge(tree, from, epoch);
    }

    /// Makes a directory that may be there; empty when it is.
    ///
    /// @param owner as `USER` says it
    Optional<TreeLayer> directory(Tree before, String path, String owner, Instant epoch) {
        try (FileTree files = files(before)) {
            return copying.makeDirectory(files, path, owner, epoch);
        }
    }

    /// A tree of all files of another one.
    Tree whole(FileTree from, Instant epoch) {
        return tree(Selection.of(from, new Selection.Wishes(List.of("."), true, List.of())), epoch);
    }

    /// A tree of files, each where it was.
    Tree tree(Selection selection, Instant epoch) {
        List<CopySource> sources = new ArrayList<>();
        for (Selected one : selection.items()) {
            sources.add(
                    new CopySource.File(
                            selection.tree(), one.entry(), one.target(), one.content()));
        }
        return tree(sources, "/", "", epoch);
    }

    /// A tree of one file that can be executed.
    Tree script(String name, String content, Instant epoch) {
        CopySource document = new CopySource.Document(name, content);
        return tree(List.of(document), "/", "0755", epoch);
    }

    private Tree tree(List<CopySource> sources, String to, String mode, Instant epoch) {
        try (FileTree nothing = files(Tree.SCRATCH)) {
            CopyTask task = new CopyTask(nothing, to, sources, "", mode, true, false, epoch, true);
            return copying.copy(task).map(Tree.SCRATCH::with).orElse(Tree.SCRATCH);
        }
    }

    /// A tree of somebody else, which stays open when this is closed.
    FileTree borrowed(FileTree tree) {
        return new Borrowed(tree);
    }

    private record Borrowed(FileTree tree) implements FileTree {
        @Override
        public Optional<FileEntry> find(String path) {
            return tree.find(path);
        }

        @Override
        public Optional<FileEntry> resolve(String path) {
            return tree.resolve(path);
        }

        @Override
        public List<String> list(FileEntry directory) {
            return tree.list(directory);
        }

        @Override
        public List<FileEntry> entries(FileEntry directory) {
            return tree.entries(directory);
        }

        @Override
        public InputStream open(FileEntry file) throws IOException {
            return tree.open(file);
        }

        @Override
        public Digest digest(FileEntry file) {
            return tree.digest(file);
        }

        @Override
        public void close() {}
    }
}
