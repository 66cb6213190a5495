package dev.jong.build.layer;

import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import java.nio.file.Path;
import java.time.Instant;

/// Something that `COPY` or `ADD` copies. Targets and names are byte strings.
public sealed interface CopySource {
    /// A file, or a directory without what is in it: a selection names that too.
    ///
    /// @param target where it comes to be in a destination that is a directory, without a leading slash: the name of a file,
    ///     empty for a directory of which the files are copied, a longer path for those, and where parents are kept
    /// @param contents whether it is in a directory of which the files are copied: then the destination is a directory,
    ///     and nothing is unpacked. A directory in it changes the look of one that is there; a kept parent does not
    record File(FileTree tree, FileEntry entry, String target, boolean contents)
            implements CopySource {}

    /// A here-document. Has mode 0644.
    ///
    /// @param content byte string
    record Document(String name, String content) implements CopySource {}

    /// A file that was fetched. Has mode 0600.
    ///
    /// @param file where it is on the host, not to change meanwhile
    /// @param modified what the server said of its age; the build's time where it said nothing
    /// @param unpack whether it is unpacked when it is an archive
    record Fetched(Path file, String name, Instant modified, boolean unpack)
            implements CopySource {}
}
