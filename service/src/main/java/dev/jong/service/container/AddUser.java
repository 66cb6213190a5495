package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.snapshot.SeenFile;
import dev.jong.store.snapshot.StackedRoot;
import dev.jong.store.snapshot.TreeRules;
import dev.jong.store.snapshot.TreeSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// Writes the entries of a [KeptUser] into the layer of a container that was never started. Files are found as the
/// container would find them, links within its root.
final class AddUser {
    private static final TreeRules RULES =
            new TreeRules(Optional.empty(), true, false, false, false, Owners.APPLY);

    private final Syscalls kernel;
    private final InstantSource clock;

    AddUser(Syscalls kernel, InstantSource clock) {
        this.clock = clock;
        this.kernel = kernel;
    }

    /// @param parts where the container's files lie
    /// @throws JongException of the kernel's error
    void add(KeptUser user, RootParts parts) {
        try (StackedRoot root = new StackedRoot(kernel, parts.topDown(), false, parts.owners())) {
            append(root, "/etc/passwd", user.passwd());
            append(root, "/etc/group", user.group());
        }
    }

    private void append(StackedRoot root, String path, String line) {
        if (line.isEmpty()) {
            return;
        }
        String old = root.read(path, UserDatabase.LIMIT).map(Text::of).orElse("");
        String separator = old.isEmpty() || old.endsWith("\n") ? "" : "\n";
        byte[] content = Text.bytes(old + separator + line);
        try (SeenFile file = root.find(path, true);
                TreeSink sink = new TreeSink(kernel, root, file.directory(), "", RULES)) {
            sink.add(
                    TarEntry.of(file.name(), TarEntry.EntryType.REGULAR)
                            .withMode(0644)
                            .withOwner(0, 0)
                            .withModified(clock.instant())
                            .withSize(content.length),
                    new ByteArrayInputStream(content));
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e; // Without /etc nobody looks for users.
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot add the user to " + path + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
