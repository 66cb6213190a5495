package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.LayerPath;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An archive that is unpacked into a directory: its members, moved there, in their own order. They keep their modes, and
/// their owners where no other is wanted. Links of the destination are followed beneath its root, links of the archive are
/// not, and no name leads upwards.
final class ArchivePart implements CopyPart {
    private final ArchiveStream.Opening opening;
    private final String base;
    private final Destination destination;
    private final Attributes attributes;
    private final Map<String, String> places = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    /// @param base where to, without links
    ArchivePart(
            ArchiveStream.Opening opening,
            String base,
            Destination destination,
            Attributes attributes) {
        this.opening = opening;
        this.base = base;
        this.destination = destination;
        this.attributes = attributes;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public void writeTo(EntrySink sink) throws IOException {
        try (InputStream raw = opening.open()) {
            TarReader reader = new TarReader(ArchiveStream.plain(raw));
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                add(next.get(), reader, sink);
            }
        }
    }

    private void add(TarEntry entry, TarReader reader, EntrySink sink) throws IOException {
        LayerPath path = LayerPath.parse(entry.name());
        if (path.isRoot()) {
            return; // The destination stays as it is.
        }
        if (path.name().startsWith(".wh.")) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot unpack \""
                            + Text.printable(entry.name())
                            + "\": in a layer, names that begin with .wh. say that files are gone");
        }
        String parent = place(path.parent());
        String full = Destination.join(parent, path.name());
        directories(full, sink);
        boolean directory = entry.type() == EntryType.DIRECTORY;
        note(full, directory);
        String link = entry.linkTarget();
        if (entry.type() == EntryType.HARD_LINK) {
            LayerPath target = LayerPath.parse(link);
            link = Destination.join(place(target.parent()), target.name());
        }
        OwnerNames.Owner owner =
                attributes.owner().orElse(new OwnerNames.Owner(entry.uid(), entry.gid()));
        TarEntry moved =
                new TarEntry(
                        directory ? full + "/" : full,
                        entry.type(),
                        entry.mode(),
                        owner.uid(),
                        owner.gid(),
                        entry.size(),
                        attributes.notAfter(entry.modified()),
                        link,
                        entry.device(),
                        allowed(entry.xattrs()));
        sink.add(moved, new Content(reader));
    }

    /// Remembers what the archive has at a path.
    private void note(String path, boolean directory) {
        if (directory && made.add(path)) {
            others.remove(path);
            places.clear();
        } else if (!directory && others.add(path) && made.remove(path)) {
            places.clear();
        }
    }

    private static Map<String, byte[]> allowed(Map<String, byte[]> xattrs) {
        Map<String, byte[]> out = new TreeMap<>();
        xattrs.forEach((name, value) -> {
            if (name.equals("security.capability")
                    || name.startsWith("user.") && !name.startsWith("user.overlay.")) {
                out.put(name, value);
            }
        });
        return out;
    }

    /// Where a directory of the archive is: through links of the destination, unless the archive has a directory there.
    private String place(String directory) {
        String known = places.get(directory);
        if (known != null) {
            return known;
        }
        String here = base;
        for (String name : directory.split("/", -1)) {
            String next = Destination.join(here, name);
            here = made.contains(next) ? next : destination.resolve(next);
        }
        places.put(directory, here);
        return here;
    }

    /// Writes the directories on the way to a member that were not written before.
    private void directories(String path, EntrySink sink) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (others.contains(parent)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot unpack \""
                                + Text.printable(path)
                                + "\": it leads through a file or a link of the archive");
            }
            if (!made.add(parent)) {
                continue;
            }
            Optional<FileEntry> existing = destination.find(parent);
            boolean there =
                    existing.isPresent() && existing.get().kind() == FileEntry.Kind.DIRECTORY;
            TarEntry entry = there ? attributes.existing(existing.get()) : attributes.missing();
            sink.add(CopyPlan.named(parent, entry));
        }
    }

    private static final class Content extends InputStream {
        private final TarReader reader;

        Content(TarReader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return reader.read(to, offset, length);
        }
    }
}
