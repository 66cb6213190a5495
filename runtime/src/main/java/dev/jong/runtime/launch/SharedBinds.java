package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.host.SharedMounts;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;

/// Binds that tell the host of mounts made in the container (`shared`, `rshared`). Their sources are opened before the
/// container's tree becomes the host's slave: a copy made later would only listen.
final class SharedBinds {
    private final Launch launch;
    private final IdentityHashMap<Spec.Mount, Arg.Register> trees = new IdentityHashMap<>();

    SharedBinds(Launch launch) {
        this.launch = launch;
    }

    static boolean isShared(Spec.Mount.Bind bind) {
        return bind.propagation().equals("shared") || bind.propagation().equals("rshared");
    }

    /// @throws JongException PRECONDITION when the host would not hear of the container's mounts
    void prepare() {
        for (Spec.Mount mount : launch.spec().mounts()) {
            if (mount instanceof Spec.Mount.Bind bind && isShared(bind)) {
                check(bind);
                trees.put(
                        bind,
                        FileSystem.copy(
                                launch.child(), bind.origin(), bind.source(), bind.recursive()));
            }
        }
    }

    /// The detached copy of the source.
    Arg.Register tree(Spec.Mount.Bind bind) {
        Arg.Register tree = trees.get(bind);
        return tree != null
                ? tree
                : FileSystem.copy(launch.child(), bind.origin(), bind.source(), bind.recursive());
    }

    private void check(Spec.Mount.Bind bind) {
        if (launch.nested()) {
            throw refused(bind, "a user namespace can't make mounts for its parent")
                    .hint("use rslave, which lets the host's mounts in, or run as root");
        }
        SharedMounts.Place place = SharedMounts.ofHost().placeOf(real(bind.source()));
        if (!place.shared()) {
            String point = Text.printable(place.point());
            throw refused(bind, "it lies on " + point + ", which is not a shared mount")
                    .hint("mount --make-shared " + point);
        }
    }

    /// The path without links, as far as it exists: a missing source is made just before the start.
    private static String real(String source) {
        for (Path path = Text.path(source); path != null; path = path.getParent()) {
            try {
                return Text.of(path.toRealPath());
            } catch (IOException missing) {
                continue;
            }
        }
        return "/";
    }

    private static JongException refused(Spec.Mount.Bind bind, String why) {
        return JongException.of(
                ErrorKind.PRECONDITION,
                "cannot share the mounts of "
                        + Text.printable(bind.source())
                        + " with the host ("
                        + Text.printable(bind.origin())
                        + "): "
                        + why);
    }
}
