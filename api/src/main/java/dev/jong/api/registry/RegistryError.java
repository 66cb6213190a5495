package dev.jong.api.registry;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.util.List;

/// An answer that is an error, with a code of the distribution specification's table.
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private RegistryError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryError of(int status, String code, String message) {
        return new RegistryError(status, code, message);
    }

    static RegistryError nameInvalid() {
        return of(400, "NAME_INVALID", "invalid repository name");
    }

    static RegistryError nameUnknown(Object name) {
        return of(404, "NAME_UNKNOWN", "repository " + name + " is not known to this registry");
    }

    static RegistryError blobUnknown(Object digest) {
        return of(404, "BLOB_UNKNOWN", "blob " + digest + " is not in this repository");
    }

    static RegistryError uploadUnknown() {
        return of(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload");
    }

    static RegistryError manifestUnknown(String reference) {
        return of(404, "MANIFEST_UNKNOWN", "manifest " + reference + " is not in this repository");
    }

    static RegistryError manifestInvalid(String why) {
        return of(400, "MANIFEST_INVALID", why);
    }

    static RegistryError digestInvalid(String why) {
        return of(400, "DIGEST_INVALID", why);
    }

    static RegistryError unsupported(String what) {
        return of(405, "UNSUPPORTED", what);
    }

    int status() {
        return status;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /// The body of the answer.
    byte[] json() {
        return json(code, text());
    }

    static byte[] json(String code, String message) {
        Json error =
                Json.object().put("code", code).put("message", Text.printable(message)).build();
        return Text.bytes(
                JsonPrinter.compact(
                        Json.object().put("errors", new Json.Arr(List.of(error))).build()));
    }
}
