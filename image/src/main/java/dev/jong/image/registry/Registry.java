package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.List;

/// One registry.
public interface Registry {
    /// Asks whether the registry answers and takes the credentials (distribution specification, end-1).
    ///
    /// @throws dev.jong.base.JongException UNAUTHENTICATED when they are refused, UNAVAILABLE when nobody answers
    void check();

    /// The repositories that it admits to have (`_catalog`), in its order.
    ///
    /// @param limit most names that are wanted
    /// @throws dev.jong.base.JongException UNSUPPORTED when it does not tell
    List<String> catalog(int limit);

    /// What the registry's own search finds (`/v1/search`, which Docker Hub has and few others), best first.
    ///
    /// @param limit most results that are wanted
    /// @throws dev.jong.base.JongException UNSUPPORTED when it has no search
    default List<FoundRepository> search(String term, int limit) {
        throw JongException.of(ErrorKind.UNSUPPORTED, "the registry has no search");
    }
}
