package dev.jong.service.copy;

import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.NamedUser;
import dev.jong.store.layer.Owners;
import dev.jong.store.snapshot.SeenRoot;
import dev.jong.store.snapshot.TreeRules;
import dev.jong.store.snapshot.TreeRules.Owner;
import java.util.Optional;

/// How files are to be copied.
///
/// @param archive with owners and attributes, and as root with special bits and devices too
/// @param followLink copies what a link leads to, if the source itself is one
/// @param overwrite lets directories take the place of files
/// @param chown `USER[:GROUP]` of the container, for what goes into one; empty for none
/// @param root whether the caller is root
public record CopyWishes(
        boolean archive, boolean followLink, boolean overwrite, String chown, boolean root) {

    /// What becomes of them at the target (V03): what leaves a container belongs to the caller and carries no special bits,
    /// unless root asks for it.
    ///
    /// @param stream whether they come out of an archive, which says whose they are
    TreeRules rules(
            SeenRoot target, boolean local, boolean stream, Syscalls kernel, Owners owners) {
        boolean trusted = archive && root;
        Optional<Owner> owner;
        if (local) {
            owner =
                    trusted
                            ? Optional.empty()
                            : Optional.of(new Owner(kernel.geteuid(), kernel.getegid()));
        } else if (!chown.isEmpty()) {
            owner = Optional.of(named(target));
        } else {
            owner = archive || stream ? Optional.empty() : Optional.of(new Owner(0, 0));
        }
        return new TreeRules(owner, trusted, archive, overwrite, stream, owners);
    }

    private Owner named(SeenRoot target) {
        Spec.User user =
                NamedUser.find(
                        chown,
                        target.read("/etc/passwd", NamedUser.LIMIT),
                        target.read("/etc/group", NamedUser.LIMIT));
        return new Owner(user.uid(), user.gid());
    }
}
