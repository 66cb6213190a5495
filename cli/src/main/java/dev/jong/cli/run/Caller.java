package dev.jong.cli.run;

import java.util.Map;

/// Who typed the command line, as far as options refer to it. All text is byte strings.
///
/// @param directory the working directory, an absolute path
/// @param environment the environment; iteration order does not matter
/// @param files how files that options name are read
public record Caller(String directory, Map<String, String> environment, Files files) {
    /// Reads the small files that options name. The caller may be another user than the engine, so whoever
    /// implements this decides what may be read.
    public interface Files {
        /// The bytes of a whole file.
        ///
        /// @param path an absolute path, a byte string
        /// @param limit the most bytes to accept
        /// @throws dev.jong.base.JongException when it can't be read or is longer
        byte[] read(String path, int limit);
    }

    /// A path as the caller means it: absolute, without `.`, `..` and repeated slashes. `..` is resolved in the
    /// text, as a shell does it for `cd`.
    public String resolve(String path) {
        return Paths.clean(path.startsWith("/") ? path : directory + "/" + path);
    }
}
