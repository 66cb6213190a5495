package dev.jong.api.registry;

import dev.jong.api.storage.RepositoryName;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;

/// What a path of the distribution specification names.
sealed interface Route {
    /// `/v2/`.
    record Base() implements Route {}

    /// `/v2/_catalog`.
    record Catalog() implements Route {}

    /// `/v2/NAME/blobs/DIGEST`.
    record Blob(RepositoryName name, Digest digest) implements Route {}

    /// `/v2/NAME/blobs/uploads/`.
    record Uploads(RepositoryName name) implements Route {}

    /// `/v2/NAME/blobs/uploads/ID`; the id is any text.
    record Session(RepositoryName name, String id) implements Route {}

    /// `/v2/NAME/manifests/TAG-OR-DIGEST`; the reference is any text.
    record Manifest(RepositoryName name, String reference) implements Route {}

    /// `/v2/NAME/tags/list`.
    record Tags(RepositoryName name) implements Route {}

    /// `/v2/NAME/referrers/DIGEST`.
    record Referrers(RepositoryName name, Digest subject) implements Route {}

    /// Reads a path as it stands in a request. Nothing is resolved or decoded but `%3A`, which some clients make of the
    /// colon in a digest: a name with anything unusual in it breaks the grammar of names (S01).
    ///
    /// @throws RegistryError NAME_INVALID, DIGEST_INVALID, or 404 where there is nothing by such a path
    static Route parse(String path) {
        if (path.equals("/v2") || path.equals("/v2/")) {
            return new Base();
        }
        if (!path.startsWith("/v2/")) {
            throw RegistryError.of(404, "UNSUPPORTED", "there is nothing at this path");
        }
        String rest = path.substring("/v2/".length());
        if (rest.equals("_catalog")) {
            return new Catalog();
        }
        int last = rest.lastIndexOf('/');
        String head = last < 0 ? "" : rest.substring(0, last);
        String tail = rest.substring(last + 1);
        if (head.endsWith("/blobs/uploads")) {
            RepositoryName name = before(head, "/blobs/uploads");
            return tail.isEmpty() ? new Uploads(name) : new Session(name, tail);
        }
        if (head.endsWith("/blobs")) {
            RepositoryName name = before(head, "/blobs");
            return tail.equals("uploads") ? new Uploads(name) : new Blob(name, digest(tail));
        }
        if (head.endsWith("/manifests")) {
            return new Manifest(before(head, "/manifests"), reference(tail));
        }
        if (head.endsWith("/referrers")) {
            return new Referrers(before(head, "/referrers"), digest(tail));
        }
        if (head.endsWith("/tags") && tail.equals("list")) {
            return new Tags(before(head, "/tags"));
        }
        throw RegistryError.nameUnknown(name(rest));
    }

    private static RepositoryName before(String head, String word) {
        return name(head.substring(0, head.length() - word.length()));
    }

    /// A name out of a path or query.
    static RepositoryName name(String text) {
        try {
            return new RepositoryName(text);
        } catch (JongException e) {
            throw RegistryError.nameInvalid();
        }
    }

    /// A digest out of a path or query (M03).
    static Digest digest(String text) {
        try {
            return Digest.parse(reference(text));
        } catch (JongException e) {
            throw RegistryError.digestInvalid(e.text());
        }
    }

    private static String reference(String tail) {
        return tail.replace("%3A", ":").replace("%3a", ":");
    }

    /// Whether a text is in the grammar of tags: at most 128 letters, digits, dots, dashes and underscores, and no dot
    /// or dash first.
    static boolean isTag(String text) {
        if (text.isEmpty()
                || text.length() > 128
                || text.charAt(0) == '.'
                || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
