package dev.jong.image.registry;

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
}
