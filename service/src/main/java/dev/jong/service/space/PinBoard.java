package dev.jong.service.space;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Images;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `image pin` and `unpin`: which images stay although nothing uses them. A pin is on a name, and holds whatever has the
/// name; an image without a name is pinned by its manifest's digest.
public final class PinBoard {
    private final Store store;
    private final LineFile file;

    /// @param file the store's `pins`
    public PinBoard(Store store, LineFile file) {
        this.store = store;
        this.file = file;
    }

    /// Pins an image by a name that it has, or by its id; durable when this returns.
    ///
    /// @throws JongException NOT_FOUND when there is none
    public void pin(String text) {
        List<String> lines = lines(text);
        file.change(
                true,
                known -> {
                    known.removeAll(lines);
                    known.addAll(lines);
                });
    }

    /// Takes a pin away; its image need not be there any more.
    ///
    /// @throws JongException NOT_FOUND when it was not pinned
    public void unpin(String text) {
        List<String> lines = new ArrayList<>(List.of(Reference.parse(text).toString()));
        if (!file.read().contains(lines.getFirst())) {
            lines = lines(text);
        }
        List<String> gone = List.copyOf(lines);
        if (file.read().stream().noneMatch(gone::contains)) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "the image " + Text.printable(text) + " is not pinned")
                    .hint("jong image pin, without a name, lists those that are");
        }
        file.change(true, known -> known.removeAll(gone));
    }

    /// The pins, as they are written: names in full, and digests.
    public List<String> list() {
        return file.read();
    }

    /// The pins; a damaged line holds nothing.
    public Pins pins() {
        Set<Reference> names = new HashSet<>();
        Set<Digest> digests = new HashSet<>();
        for (String line : file.read()) {
            try {
                if (line.startsWith("sha")) {
                    digests.add(Digest.parse(line));
                } else {
                    names.add(Reference.parse(line));
                }
            } catch (JongException damaged) {
                continue;
            }
        }
        return new Pins(names, digests);
    }

    private List<String> lines(String text) {
        boolean id = text.startsWith("sha256:") || text.length() == 64 && Digest.isHexPrefix(text);
        Images images = new Images(store);
        Optional<StoredReference> named =
                id ? Optional.empty() : images.named(Reference.parse(text));
        if (named.isPresent() && named.get().name().isPresent()) {
            return List.of(named.get().name().get().toString());
        }
        Digest target = images.resolve(text, Optional.empty()).target().digest();
        List<Reference> names = store.references().list().namesOf(target);
        return names.isEmpty()
                ? List.of(target.toString())
                : names.stream().map(Reference::toString).toList();
    }
}
