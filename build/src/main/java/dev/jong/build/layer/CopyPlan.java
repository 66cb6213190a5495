package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.LayerPath;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The members of a layer that copying makes, sorted by the bytes of their paths. Directories on the way to one are in it
/// too: an overlay shows the uppermost directory's mode and owner, so what exists is repeated.
final class CopyPlan implements CopyPart {
    private static final String REMOVED = ".wh.";

    private final Destination destination;
    private final Attributes attributes;
    private final TreeMap<String, Member> members = new TreeMap<>();
    private boolean changes;

    CopyPlan(Destination destination, Attributes attributes) {
        this.destination = destination;
        this.attributes = attributes;
    }

    /// A file's bytes.
    interface Content {
        /// Those of what has none.
        Content NONE = InputStream::nullInputStream;

        InputStream open() throws IOException;
    }

    /// @param inode what names of one file have in common; empty for a file with one name
    private record Member(TarEntry entry, Content content, String inode) {}

    /// Whether anything is new.
    @Override
    public boolean changes() {
        return changes;
    }

    /// Writes the members.
    @Override
    public void writeTo(EntrySink sink) throws IOException {
        Optional<RootEntry> root = destination.find("").map(CopyPlan::root);
        if (root.isPresent() && root.get().isOdd()) {
            sink.add(root.get().entry(attributes.epoch()));
        }
        Map<String, String> written = new HashMap<>();
        for (Map.Entry<String, Member> each : members.entrySet()) {
            Member member = each.getValue();
            String first =
                    member.inode.isEmpty()
                            ? null
                            : written.putIfAbsent(member.inode, each.getKey());
            if (first != null) {
                sink.add(link(member.entry, first));
                continue;
            }
            try (InputStream in = member.content.open()) {
                sink.add(member.entry, in);
            }
        }
    }

    private static RootEntry root(FileEntry entry) {
        return new RootEntry(entry.mode(), entry.uid(), entry.gid());
    }

    /// What is at a path by now, whose parents are no links.
    Optional<EntryType> at(String path) {
        Member member = members.get(path);
        if (member != null) {
            return Optional.of(member.entry.type());
        }
        Optional<FileEntry> entry = destination.find(path);
        return entry.map(found -> Attributes.type(found.kind()))
                .or(() -> path.isEmpty() ? Optional.of(EntryType.DIRECTORY) : Optional.empty());
    }

    /// Puts something, with the directories on the way to it.
    ///
    /// @param entry of any name
    /// @param inode what names of one file have in common: they stay one file; empty for a file with one name
    /// @throws JongException INVALID_ARGUMENT for a name that means something else in a layer; CONFLICT when a directory is
    ///     in the way of a file, or a file in the way of a directory
    void put(String path, TarEntry entry, Content content, String inode) {
        LayerPath checked = LayerPath.parse(path);
        if (checked.name().startsWith(REMOVED)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot copy "
                            + quote(path)
                            + ": in a layer, names that begin with .wh. say that files are gone");
        }
        boolean directory = entry.type() == EntryType.DIRECTORY;
        Optional<EntryType> before = at(path);
        if (directory && before.isPresent() && before.get() != EntryType.DIRECTORY) {
            throw JongException.of(
                    ErrorKind.CONFLICT,
                    "cannot copy a directory to " + quote(path) + ", which is none");
        }
        if (!directory && before.isPresent() && before.get() == EntryType.DIRECTORY) {
            throw JongException.of(
                    ErrorKind.CONFLICT,
                    "cannot replace the directory " + quote(path) + " with a file");
        }
        parents(path);
        changes = true;
        members.put(path, new Member(named(path, entry), content, inode));
    }

    private static TarEntry link(TarEntry entry, String first) {
        return TarEntry.of(entry.name(), EntryType.HARD_LINK)
                .withMode(entry.mode())
                .withOwner(entry.uid(), entry.gid())
                .withModified(entry.modified())
                .withLinkTarget(first);
    }

    /// The same for a file with one name.
    void put(String path, TarEntry entry, Content content) {
        put(path, entry, content, "");
    }

    /// Makes a directory where there is none, with all above it that is missing.
    ///
    /// @throws JongException CONFLICT when something else is there
    void makeDirectory(String path) {
        Optional<EntryType> there = at(path);
        if (there.isEmpty()) {
            int slash = path.lastIndexOf('/');
            makeDirectory(slash < 0 ? "" : path.substring(0, slash));
            put(path, attributes.missing(), Content.NONE);
        } else if (there.get() != EntryType.DIRECTORY) {
            throw JongException.of(ErrorKind.CONFLICT, quote(path) + " is not a directory");
        }
    }

    /// Sees that a path's directories are members.
    private void parents(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (members.containsKey(parent)) {
                continue;
            }
            Optional<FileEntry> existing = destination.find(parent);
            if (existing.isPresent() && existing.get().kind() != FileEntry.Kind.DIRECTORY) {
                throw JongException.of(ErrorKind.CONFLICT, quote(parent) + " is not a directory");
            }
            TarEntry entry = existing.map(attributes::existing).orElseGet(attributes::missing);
            members.put(parent, new Member(named(parent, entry), Content.NONE, ""));
        }
    }

    /// A member under its path.
    static TarEntry named(String path, TarEntry entry) {
        String name = entry.type() == EntryType.DIRECTORY ? path + "/" : path;
        return new TarEntry(
                name,
                entry.type(),
                entry.mode(),
                entry.uid(),
                entry.gid(),
                entry.size(),
                entry.modified(),
                entry.linkTarget(),
                entry.device(),
                entry.xattrs());
    }

    static String quote(String path) {
        return "\"/" + Text.printable(path) + "\"";
    }
}
