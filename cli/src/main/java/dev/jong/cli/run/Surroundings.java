package dev.jong.cli.run;

import dev.jong.service.container.Caller;
import java.util.Optional;

/// What options refer to: who typed them, and the files that they name. All text is byte strings.
///
/// @param files how files that options name are read
public record Surroundings(Caller caller, Files files) {
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
        return Paths.clean(caller.absolute(path));
    }

    Optional<String> variable(String name) {
        return caller.variable(name);
    }
}
