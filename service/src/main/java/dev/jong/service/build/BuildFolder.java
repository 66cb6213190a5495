package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.LiveProcess;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A directory of one build in the engine's runtime directory, for sockets; `build/PID-START-N`. What a killed build left
/// goes with the next one.
///
/// @param path nobody else may enter it
/// @param afterKilled whether there was one of a build that was killed
public record BuildFolder(Path path, boolean afterKilled) implements AutoCloseable {
    /// Makes one.
    ///
    /// @param runtime the engine's runtime directory
    public static BuildFolder make(Path runtime) {
        Path all = runtime.resolve("build");
        try {
            PrivateDirectory.make(all);
            boolean swept = sweep(all);
            String name = LiveProcess.own() + "-" + System.nanoTime();
            Path folder =
                    Files.createDirectory(
                            all.resolve(name),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            return new BuildFolder(folder, swept);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make a directory in " + Text.printable(Text.of(all)))
                    .causedBy(e);
        }
    }

    /// Removes what killed builds left.
    ///
    /// @param runtime the engine's runtime directory
    /// @return whether there was anything
    public static boolean sweepKilled(Path runtime) {
        Path all = runtime.resolve("build");
        try {
            return Files.isDirectory(all) && sweep(all);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot remove what is left in " + Text.printable(Text.of(all)))
                    .causedBy(e);
        }
    }

    private static boolean sweep(Path all) throws IOException {
        boolean swept = false;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                if (!LiveProcess.owns(Text.of(folder.getFileName()))) {
                    TreeRemover.remove(folder);
                    swept = true;
                }
            }
        }
        return swept;
    }

    @Override
    public void close() {
        try {
            TreeRemover.remove(path);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot remove " + Text.printable(Text.of(path)))
                    .causedBy(e);
        }
    }
}
