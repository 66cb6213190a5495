package dev.jong.api.storage;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which manifests of one repository name which others as their subject: a folder for each subject, in it a note for each
/// referrer.
final class Referrers {
    private final Path directory;
    private final Predicate<Digest> present;

    /// @param present whether the repository has a manifest
    Referrers(Path directory, Predicate<Digest> present) {
        this.directory = directory;
        this.present = present;
    }

    void put(Digest subject, Digest referrer, Json.Obj shown) {
        Folders.write(note(subject, referrer), JsonPrinter.bytes(shown));
    }

    /// In the order of their digests. A damaged note hides only itself.
    List<Json.Obj> of(Digest subject) {
        List<Json.Obj> out = new ArrayList<>();
        List<Digest> all = Records.digests(folder(subject));
        all.sort(null);
        for (Digest referrer : all) {
            if (present.test(referrer)) {
                Records.read(note(subject, referrer)).ifPresent(out::add);
            }
        }
        return out;
    }

    /// Drops notes of referrers that are gone.
    void tidy() {
        for (Digest subject : Records.digests(directory)) {
            for (Digest referrer : Records.digests(folder(subject))) {
                if (!present.test(referrer)) {
                    Folders.remove(note(subject, referrer));
                }
            }
            if (Folders.names(folder(subject)).isEmpty()) {
                Folders.remove(folder(subject));
            }
        }
    }

    private Path folder(Digest subject) {
        return directory.resolve(Records.name(subject));
    }

    private Path note(Digest subject, Digest referrer) {
        return folder(subject).resolve(Records.name(referrer));
    }
}
