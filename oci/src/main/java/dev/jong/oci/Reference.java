package dev.jong.oci;

import java.util.Optional;

/// The name of an image, complete: `debian` becomes `docker.io/library/debian:latest`. Rules and grammar are
/// those of Docker and of the distribution specification, so a value of this type is plain ASCII without control
/// bytes, spaces, `..` or leading dashes.
///
/// @param domain host and optional port, such as `docker.io` or `localhost:5000`
/// @param path such as `library/debian`
/// @param tag present unless the name has a digest only
public record Reference(String domain, String path, Optional<String> tag, Optional<Digest> digest) {
    static final String DEFAULT_DOMAIN = "docker.io";
    static final String OFFICIAL = "library/";
    static final String DEFAULT_TAG = "latest";

    /// Parses a name as a user writes it.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it breaks the grammar
    public static Reference parse(String text) {
        return new ReferenceParser(text).parse();
    }

    /// Domain and path: `docker.io/library/debian`.
    public String repository() {
        return domain + "/" + path;
    }

    /// The repository as people write it: `debian`, `quay.io/podman/hello`.
    public String familiarRepository() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return repository();
        }
        boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
        return official ? path.substring(OFFICIAL.length()) : path;
    }

    /// The name as people write it, with its tag or digest: `debian:latest`.
    public String familiar() {
        return familiarRepository() + suffix();
    }

    /// The same repository with this digest and no tag.
    public Reference withDigest(Digest other) {
        return new Reference(domain, path, Optional.empty(), Optional.of(other));
    }

    /// The same repository with this tag and no digest.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is no tag
    public Reference withTag(String other) {
        String checked = new ReferenceParser(other).tag(other);
        return new Reference(domain, path, Optional.of(checked), Optional.empty());
    }

    /// The complete name: `docker.io/library/debian:latest`.
    @Override
    public String toString() {
        return repository() + suffix();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    private String suffix() {
        return (tag.isPresent() ? ":" + tag.get() : "")
                + (digest.isPresent() ? "@" + digest.get() : "");
    }
}
