package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.layer.LayerStack;
import dev.jong.build.step.Tree;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarWriter;
import dev.jong.store.snapshot.HostRoot;
import dev.jong.store.snapshot.PackTree;
import dev.jong.store.snapshot.SeenDirectory;
import dev.jong.store.snapshot.TreeRules;
import dev.jong.store.snapshot.TreeSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes the files of a stage to where the user wants them: into a directory, below which no link of the stage leads
/// anywhere (B23), or into an archive.
public final class ExportFiles {
    private static final int PIECE = 256 << 10;

    private final Syscalls kernel;
    private final Layers layers;

    public ExportFiles(Syscalls kernel, Layers layers) {
        this.kernel = kernel;
        this.layers = layers;
    }

    /// Writes an archive of all files, whose bytes follow from them.
    ///
    /// @param out not closed
    public void toStream(Tree tree, OutputStream out) {
        try {
            OutputStream gathering = new BufferedOutputStream(out, PIECE);
            TarWriter tar = new TarWriter(gathering);
            pack(tree, tar);
            tar.finish();
            gathering.flush();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot write the archive: " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// Writes it to a file, which appears when it is whole.
    public void toFile(Tree tree, Path to) {
        FileOutput out = FileOutput.create(kernel, to);
        try (out) {
            toStream(tree, out);
            out.publish();
        } catch (IOException e) {
            throw out.failure(e);
        }
    }

    /// Puts the files into a directory, which is made when it is missing. They belong to the caller; devices are left out.
    ///
    /// @return what was left out
    public List<String> toDirectory(Tree tree, Path to) {
        try {
            Files.createDirectories(to);
        } catch (IOException e) {
            throw DiskFailure.of(e, "make the directory", to);
        }
        TreeRules.Owner owner = new TreeRules.Owner(kernel.geteuid(), kernel.getegid());
        TreeRules rules =
                new TreeRules(Optional.of(owner), false, false, true, false, Owners.APPLY);
        HostRoot host = new HostRoot(kernel);
        try (SeenDirectory base = host.directory(Text.of(to));
                TreeSink sink = new TreeSink(kernel, host, base, "", rules)) {
            pack(tree, sink);
            sink.finish();
            return sink.skipped();
        } catch (IOException e) {
            throw DiskFailure.of(e, "write files", to);
        }
    }

    private void pack(Tree tree, EntrySink sink) throws IOException {
        PackTree.pack(kernel, LayerStack.topDown(layers, tree), PackTree.Scope.WHOLE, sink);
    }
}
