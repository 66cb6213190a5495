package dev.jong.build.cache;

import dev.jong.store.disk.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Path;

/// The store's directory `build`, made when something is first put there.
final class BuildDirectory {
    private BuildDirectory() {}

    /// Makes a directory in it.
    ///
    /// @param store the store's directory
    static void make(Path store, String name) throws IOException {
        Path build = store.resolve("build");
        PrivateDirectory.make(build);
        PrivateDirectory.make(build.resolve(name));
    }
}
