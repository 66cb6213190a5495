package dev.jong.service.container;

import dev.jong.runtime.spec.Spec;
import java.util.Optional;

/// Looks a user up in files of a container.
public final class NamedUser {
    /// Most bytes of either file that are read (M23).
    public static final int LIMIT = UserDatabase.LIMIT;

    private NamedUser() {}

    /// Resolves `USER[:GROUP]`, each a name or a number.
    ///
    /// @param passwd the container's `/etc/passwd`
    /// @param group its `/etc/group`
    /// @throws dev.jong.base.JongException NOT_FOUND when a name has no entry
    public static Spec.User find(String text, Optional<byte[]> passwd, Optional<byte[]> group) {
        return new UserDatabase(passwd, group).resolve(text, java.util.List.of()).user();
    }
}
