package dev.jong.api.storage;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one repository has: which blobs it may show, its manifests, tags and referrers, each a small file of its own.
/// Reading needs no lock; whoever writes holds a lease of the storage, so that no collection runs meanwhile.
public final class Repository {
    private static final String NAME = "name";

    private final Path directory;
    private final RepositoryName name;
    private final Referrers referrers;

    Repository(Path directory, RepositoryName name) {
        this.directory = directory;
        this.name = name;
        this.referrers =
                new Referrers(
                        directory.resolve("referrers"),
                        manifest -> Files.exists(manifestFile(manifest)));
    }

    /// The repository's name.
    public RepositoryName name() {
        return name;
    }

    /// Whether anything was ever put into it, and not all of it collected.
    public boolean exists() {
        return Files.exists(directory.resolve(NAME));
    }

    /// Whether it may show a blob. That the content is there is another matter.
    public boolean hasBlob(Digest digest) {
        return Files.exists(blob(digest));
    }

    /// Lets it show a blob that the content store has; a second time makes the link young again.
    public void linkBlob(Digest digest) {
        begin();
        Folders.write(blob(digest), new byte[0]);
    }

    /// Takes a blob out of the repository; its content stays until it is collected.
    public boolean unlinkBlob(Digest digest) {
        return Folders.remove(blob(digest));
    }

    /// The blobs it may show.
    public List<Digest> blobs() {
        return Records.digests(directory.resolve("blobs"));
    }

    /// Its record of a manifest: media type, digest and size; empty when it has none.
    public Optional<Descriptor> manifest(Digest digest) {
        return Records.read(manifestFile(digest)).map(Descriptor::of);
    }

    /// Records a manifest whose content is stored.
    public void putManifest(Descriptor manifest) {
        begin();
        Folders.write(manifestFile(manifest.digest()), JsonPrinter.bytes(manifest.toJson()));
    }

    /// Forgets a manifest and all tags of it.
    ///
    /// @return false when there was none
    public boolean removeManifest(Digest digest) {
        for (String tag : tags()) {
            if (tag(tag).equals(Optional.of(digest))) {
                removeTag(tag);
            }
        }
        return Folders.remove(manifestFile(digest));
    }

    /// Its manifests.
    public List<Digest> manifests() {
        return Records.digests(directory.resolve("manifests"));
    }

    /// What a tag stands for.
    public Optional<Digest> tag(String tag) {
        return Records.read(directory.resolve("tags").resolve(tag))
                .map(json -> Digest.parse(json.text("digest")));
    }

    /// Sets a tag, which must be in the grammar of tags.
    public void putTag(String tag, Digest target) {
        begin();
        Json.Obj json = Json.object().put("digest", target.toString()).build();
        Folders.write(directory.resolve("tags").resolve(tag), JsonPrinter.bytes(json));
    }

    /// Takes a tag away; true when it was there.
    public boolean removeTag(String tag) {
        return Folders.remove(directory.resolve("tags").resolve(tag));
    }

    /// All tags, sorted by their bytes.
    public List<String> tags() {
        List<String> out = new ArrayList<>(Folders.names(directory.resolve("tags")));
        out.sort(null);
        return out;
    }

    /// Notes that a manifest names another as its subject.
    ///
    /// @param referrer as the list of referrers shows it, with type and annotations
    public void putReferrer(Digest subject, Digest referrer, Json.Obj shown) {
        begin();
        referrers.put(subject, referrer, shown);
    }

    /// The manifests that name this one as their subject and are still there, in the order of their digests. A damaged
    /// note hides only itself.
    public List<Json.Obj> referrersOf(Digest subject) {
        return referrers.of(subject);
    }

    /// Drops notes of referrers that are gone.
    void tidyReferrers() {
        referrers.tidy();
    }

    /// When a blob was last linked here; the beginning of time when it is not.
    FileTime linked(Digest digest) {
        return time(blob(digest));
    }

    /// When a manifest was last put here.
    FileTime stored(Digest digest) {
        return time(manifestFile(digest));
    }

    /// Removes a repository that has nothing left; does nothing to another.
    void removeIfEmpty() {
        for (String part : List.of("tags", "manifests", "blobs", "referrers")) {
            if (!Folders.names(directory.resolve(part)).isEmpty()) {
                return;
            }
        }
        for (String part : List.of("tags", "manifests", "blobs", "referrers", NAME)) {
            Folders.remove(directory.resolve(part));
        }
        Folders.remove(directory);
    }

    static Optional<RepositoryName> nameOf(Path directory) {
        return SmallFile.read(directory.resolve(NAME), Records.BYTES)
                .map(bytes -> new RepositoryName(Text.of(bytes)));
    }

    private void begin() {
        if (!exists()) {
            Folders.write(directory.resolve(NAME), Text.bytes(name.text()));
        }
    }

    private Path blob(Digest digest) {
        return directory.resolve("blobs").resolve(Records.name(digest));
    }

    private Path manifestFile(Digest digest) {
        return directory.resolve("manifests").resolve(Records.name(digest));
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        } catch (IOException e) {
            throw DiskFailure.of(e, "look at", file);
        }
    }
}
