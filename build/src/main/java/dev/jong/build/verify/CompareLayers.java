package dev.jong.build.verify;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares layers that were built: their blobs are archives that are not compressed.
public final class CompareLayers {
    private static final int PIECE = 64 << 10;
    private static final String REMOVED = ".wh.";
    private static final String EMPTIED = ".wh..wh..opq";

    private final ContentStore content;

    public CompareLayers(ContentStore content) {
        this.content = content;
    }

    /// The first file by its path that is not the same in both. A directory in which something else was made is only told when
    /// nothing else differs.
    ///
    /// @param first empty for a layer without files
    /// @return empty when the same files are in both
    public Optional<FileDifference> first(Optional<TreeLayer> first, Optional<TreeLayer> second) {
        Map<String, Member> one = members(first);
        Map<String, Member> two = members(second);
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(two.keySet());
        Optional<FileDifference> light = Optional.empty();
        for (String name : names) {
            Optional<FileDifference> found =
                    compare(
                            name,
                            Optional.ofNullable(one.get(name)),
                            Optional.ofNullable(two.get(name)));
            if (found.isPresent() && found.get().weighty()) {
                return found;
            }
            light = light.isPresent() ? light : found;
        }
        return light;
    }

    private static Optional<FileDifference> compare(
            String name, Optional<Member> one, Optional<Member> two) {
        if (one.isEmpty() || two.isEmpty()) {
            boolean directory = one.or(() -> two).orElseThrow().isDirectory();
            String where = one.isPresent() ? "only in the first build" : "only in the second build";
            return Optional.of(new FileDifference(path(name), change(name) + where, !directory));
        }
        List<String> differences = one.get().differences(two.get());
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        boolean light =
                one.get().isDirectory()
                        && differences.size() == 1
                        && differences.getFirst().startsWith("time ");
        return Optional.of(new FileDifference(path(name), String.join(", ", differences), !light));
    }

    /// The name of the file that a member is about.
    private static String path(String name) {
        int slash = name.lastIndexOf('/');
        String last = name.substring(slash + 1);
        String above = name.substring(0, slash + 1);
        if (last.equals(EMPTIED)) {
            return "/" + above;
        }
        return "/" + above + (last.startsWith(REMOVED) ? last.substring(REMOVED.length()) : last);
    }

    private static String change(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (last.equals(EMPTIED)) {
            return "emptied ";
        }
        return last.startsWith(REMOVED) ? "removed " : "";
    }

    private Map<String, Member> members(Optional<TreeLayer> layer) {
        if (layer.isEmpty()) {
            return Map.of();
        }
        Digest blob = layer.get().blob().digest();
        try (InputStream in = content.open(blob)) {
            return members(new TarReader(in));
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the layer " + blob)
                    .causedBy(e);
        }
    }

    private static Map<String, Member> members(TarReader tar) throws IOException {
        Map<String, Member> out = new TreeMap<>();
        byte[] piece = new byte[PIECE];
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
            for (int got = tar.read(piece, 0, PIECE); got >= 0; got = tar.read(piece, 0, PIECE)) {
                hasher.update(piece, 0, got);
            }
            TarEntry entry = next.get();
            String name = entry.name();
            String clean = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            out.put(clean, new Member(entry, Digest.Algorithm.SHA256.finish(hasher)));
        }
        return out;
    }
}
