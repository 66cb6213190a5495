package dev.jong.api.storage;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;

/// The name of a repository, such as `library/debian`, in the grammar of the distribution specification: so there is no
/// `..`, no empty part and no escape in it.
///
/// @param text at most 255 bytes together with a registry's name
public record RepositoryName(String text) implements Comparable<RepositoryName> {
    private static final String ANY_REGISTRY = "localhost/";
    private static final int FILE_NAME_LENGTH = 200;

    public RepositoryName {
        boolean bare = text.indexOf(':') < 0 && text.indexOf('@') < 0;
        if (!bare || !Reference.parse(ANY_REGISTRY + text).path().equals(text)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "invalid repository name \"" + Text.printable(text) + "\"");
        }
    }

    /// The name of its directory: one component, whatever the number of slashes.
    String directory() {
        String escaped = text.replace("/", "%2F");
        return escaped.length() <= FILE_NAME_LENGTH
                ? escaped
                : "%" + Digest.of(Text.bytes(text)).hex();
    }

    @Override
    public int compareTo(RepositoryName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
