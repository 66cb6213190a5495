package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import java.util.List;
import java.util.Optional;

/// `untag`: takes names away and keeps the image.
public final class UntagImage {
    private final Store store;

    public UntagImage(Store store) {
        this.store = store;
    }

    /// Takes names of an image away, or all that it has.
    ///
    /// @param image name or id
    /// @param names empty for all
    /// @throws JongException NOT_FOUND when there is no such image, or it does not have one of the names; then nothing
    ///     changes
    public void run(String image, List<Reference> names) {
        Image found = new Images(store).resolve(image, Optional.empty());
        List<Reference> had = store.references().list().namesOf(found.target().digest());
        for (Reference name : names) {
            if (!had.contains(name)) {
                throw JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the image "
                                + found.id().shortHex()
                                + " does not have the name "
                                + name.familiar());
            }
        }
        List<Reference> gone = names.isEmpty() ? had : names;
        store.references().release(gone);
        for (Reference name : gone) {
            store.events().append(Event.image("untag", found.id().toString(), name.familiar()));
        }
    }
}
