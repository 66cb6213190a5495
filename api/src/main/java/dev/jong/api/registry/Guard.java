package dev.jong.api.registry;

import dev.jong.api.http.Exchange;

/// Who may use a registry.
public interface Guard {
    /// Lets a request through, and notes whose it is.
    ///
    /// @throws RuntimeException the answer, when it may not pass
    void check(Exchange exchange);

    /// Everybody.
    static Guard open() {
        return _ -> {};
    }
}
