package dev.jong.build.layer;

import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileEntry.Kind;
import dev.jong.build.files.FileTree;
import dev.jong.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Files in memory.
final class MapTree implements FileTree {
    private final TreeMap<String, FileEntry> entries = new TreeMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    MapTree() {
        add(new FileEntry("", Kind.DIRECTORY, 0755, 0, 0, 0, 0, "", "", Map.of()));
    }

    MapTree directory(String path, int mode) {
        return add(new FileEntry(path, Kind.DIRECTORY, mode, 3, 4, 0, 50, "", "", Map.of()));
    }

    MapTree file(String path, String content) {
        return file(path, content, "");
    }

    MapTree file(String path, String content, String inode) {
        return file(path, Text.bytes(content), inode);
    }

    MapTree file(String path, byte[] content, String inode) {
        contents.put(path, content);
        return add(
                new FileEntry(
                        path, Kind.REGULAR, 0640, 5, 6, content.length, 200, "", inode, Map.of()));
    }

    MapTree link(String path, String target) {
        return add(new FileEntry(path, Kind.SYMBOLIC_LINK, 0777, 0, 0, 0, 7, target, "", Map.of()));
    }

    MapTree add(FileEntry entry) {
        for (int slash = entry.path().indexOf('/');
                slash >= 0;
                slash = entry.path().indexOf('/', slash + 1)) {
            String parent = entry.path().substring(0, slash);
            if (!entries.containsKey(parent)) {
                directory(parent, 0755);
            }
        }
        entries.put(entry.path(), entry);
        return this;
    }

    @Override
    public Optional<FileEntry> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    @Override
    public Optional<FileEntry> resolve(String path) {
        Optional<FileEntry> found = find(path);
        if (found.isPresent() && found.get().kind() == Kind.SYMBOLIC_LINK) {
            return resolve(found.get().linkTarget().replaceFirst("^/", ""));
        }
        return found;
    }

    @Override
    public List<String> list(FileEntry directory) {
        String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
        List<String> names = new ArrayList<>();
        for (String path : entries.tailMap(prefix, false).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.indexOf('/', prefix.length()) < 0) {
                names.add(path.substring(prefix.length()));
            }
        }
        return names;
    }

    @Override
    public InputStream open(FileEntry file) {
        return new ByteArrayInputStream(contents.get(file.path()));
    }

    @Override
    public Digest digest(FileEntry file) {
        return Digest.of(contents.get(file.path()));
    }

    @Override
    public void close() {}
}
