package dev.jong.image.registry.auth;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.registry.Credentials;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A file in the format of Docker's `config.json`, of which containers' `auth.json` is a part. Fields that are not
/// ours stay as they are.
final class AuthFile {
    private static final int LIMIT = 4 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final Path file;

    AuthFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /// The whole document; an empty one when there is no file.
    Json.Obj read() {
        try {
            byte[] bytes = SmallFile.read(file, LIMIT).orElse(NOTHING);
            return bytes.length == 0 ? Json.EMPTY : JsonParser.parseObject(bytes);
        } catch (JongException e) {
            throw failed("read", e);
        }
    }

    /// The entry of a key, in whatever way the key is spelled.
    Optional<Credentials> find(Json.Obj document, String key) {
        for (Map.Entry<String, Json> entry : document.object("auths").fields().entrySet()) {
            if (entry.getValue() instanceof Json.Obj value && plain(entry.getKey()).equals(key)) {
                return credentials(value);
            }
        }
        return Optional.empty();
    }

    /// A key without scheme and version: `https://index.docker.io/v1/` is the host `index.docker.io`, as Docker has
    /// it; keys without scheme may have a path, as containers has it.
    static String plain(String key) {
        int scheme = key.indexOf("://");
        if (scheme < 0) {
            return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
        }
        String rest = key.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    void store(String key, Credentials credentials) {
        Json.Obj document = read();
        String pair = credentials.user() + ":" + credentials.secret();
        Json.ObjectBuilder entry = Json.object();
        if (credentials.user().isEmpty()) {
            entry.put("identitytoken", credentials.secret());
        } else {
            entry.put("auth", Base64.getEncoder().encodeToString(Text.bytes(pair)));
        }
        write(document.with("auths", document.object("auths").with(key, entry.build())));
    }

    /// Removes all spellings of a key; false when there was none.
    boolean erase(String key) {
        Json.Obj document = read();
        Map<String, Json> left = new LinkedHashMap<>(document.object("auths").fields());
        boolean found = left.keySet().removeIf(name -> plain(name).equals(plain(key)));
        if (found) {
            write(document.with("auths", new Json.Obj(left)));
        }
        return found;
    }

    /// Removes all entries.
    void eraseAll() {
        Json.Obj document = read();
        if (!document.object("auths").fields().isEmpty()) {
            write(document.with("auths", Json.EMPTY));
        }
    }

    private void write(Json.Obj document) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectory(
                        parent,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            AtomicFile.write(file, Text.bytes(JsonPrinter.pretty(document) + "\n"));
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private Optional<Credentials> credentials(Json.Obj entry) {
        String token = entry.text("identitytoken");
        if (!token.isEmpty()) {
            return Optional.of(new Credentials("", token));
        }
        String auth = entry.text("auth");
        if (auth.isEmpty()) {
            return Optional.of(new Credentials(entry.text("username"), entry.text("password")))
                    .filter(c -> !c.user().isEmpty());
        }
        try {
            String pair = Text.of(Base64.getDecoder().decode(Text.bytes(auth.strip())));
            int colon = pair.indexOf(':');
            if (colon > 0) {
                // Docker pads secrets of a certain age with NULs.
                String secret = pair.substring(colon + 1);
                return Optional.of(
                        new Credentials(pair.substring(0, colon), secret.replace("\0", "")));
            }
        } catch (IllegalArgumentException e) {
            throw failed("read", e);
        }
        return Optional.empty();
    }

    private JongException failed(String verb, Exception e) {
        String why = e instanceof JongException known ? known.text() : e.getClass().getSimpleName();
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot "
                                + verb
                                + " credentials in "
                                + Text.printable(Text.of(file))
                                + ": "
                                + why)
                .causedBy(e);
    }
}
