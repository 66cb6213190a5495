package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Reference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A place where an image is or is to be, as `copy` and `inspect` name it: `docker://NAME`, `oci:DIR[:TAG]`,
/// `oci-archive:FILE[:TAG]`, `docker-archive:FILE[:NAME]`, `dir:DIR`, `store:NAME`. As in other tools, a colon can't be
/// part of a directory or file.
public sealed interface Location {
    /// What can be written for a place.
    String KNOWN =
            "docker://NAME, oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:NAME],"
                    + " dir:DIR or store:NAME";

    /// In a registry.
    record Remote(Reference name) implements Location {}

    /// In the store.
    ///
    /// @param name a name, or an id where an image is read
    record Stored(String name) implements Location {}

    /// In an OCI image layout.
    record Layout(Path directory, Optional<String> tag) implements Location {}

    /// In an archive of an OCI image layout.
    record OciArchive(Path file, Optional<String> tag) implements Location {}

    /// In an archive of `docker save`.
    record DockerArchive(Path file, Optional<Reference> name) implements Location {}

    /// In a plain directory with a manifest and blobs, one image only.
    record Directory(Path directory) implements Location {}

    /// Whether a text begins as a place does.
    static boolean isOne(String text) {
        int colon = text.indexOf(':');
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "docker" -> text.startsWith("//", colon + 1);
            case "oci", "oci-archive", "docker-archive", "dir", "store" -> true;
            default -> false;
        };
    }

    /// Reads the name of a place.
    ///
    /// @param absolute makes paths of the caller absolute
    /// @throws JongException INVALID_ARGUMENT when it is none
    static Location parse(String text, UnaryOperator<String> absolute) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        Split split = Split.of(rest);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "docker" -> {
                if (!rest.startsWith("//")) {
                    throw invalid(text);
                }
                yield new Remote(Reference.parse(rest.substring(2)));
            }
            case "store" -> new Stored(filled(text, rest));
            case "dir" -> new Directory(path(text, rest, absolute));
            case "oci" -> new Layout(path(text, split.path, absolute), tag(text, split));
            case "oci-archive" ->
                    new OciArchive(path(text, split.path, absolute), tag(text, split));
            case "docker-archive" ->
                    new DockerArchive(
                            path(text, split.path, absolute),
                            split.name.map(name -> Reference.parse(filled(text, name))));
            default -> throw invalid(text);
        };
    }

    /// A path and what stands after its colon.
    record Split(String path, Optional<String> name) {
        private static Split of(String rest) {
            int colon = rest.indexOf(':');
            return colon < 0
                    ? new Split(rest, Optional.empty())
                    : new Split(rest.substring(0, colon), Optional.of(rest.substring(colon + 1)));
        }
    }

    private static Path path(String text, String path, UnaryOperator<String> absolute) {
        return Text.path(absolute.apply(filled(text, path))).normalize();
    }

    private static Optional<String> tag(String text, Split split) {
        return split.name.map(tag -> {
            boolean good = tag.length() <= 255;
            for (int i = 0; i < tag.length() && good; i++) {
                good = tag.charAt(i) > ' ' && tag.charAt(i) < 0x7f;
            }
            if (!good) {
                throw invalid(text);
            }
            return filled(text, tag);
        });
    }

    private static String filled(String text, String part) {
        if (part.isEmpty()) {
            throw invalid(text);
        }
        return part;
    }

    private static JongException invalid(String text) {
        String shown = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid place of an image \"" + Text.printable(shown) + "\"")
                .hint("write " + KNOWN);
    }
}
