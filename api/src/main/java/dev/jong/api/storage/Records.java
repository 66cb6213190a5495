package dev.jong.api.storage;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Digest;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Small files of a repository, most of them named by a digest.
final class Records {
    static final int BYTES = 64 << 10;

    private Records() {}

    /// The name of the file or folder that is about a digest.
    static String name(Digest digest) {
        return digest.algorithm().label() + "-" + digest.hex();
    }

    /// What a folder has files or folders about, in no order; nothing when it is missing.
    static List<Digest> digests(Path folder) {
        List<Digest> out = new ArrayList<>();
        for (String name : Folders.names(folder)) {
            try {
                out.add(Digest.parse(name.replace('-', ':')));
            } catch (JongException e) {
                continue; // Not ours.
            }
        }
        return out;
    }

    /// A record. A damaged one counts as none: the next push or pull writes it anew.
    static Optional<Json.Obj> read(Path file) {
        Optional<byte[]> bytes = SmallFile.read(file, BYTES);
        try {
            return bytes.map(JsonParser::parseObject);
        } catch (JongException e) {
            return Optional.empty();
        }
    }
}
