package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns mount options and the image's VOLUMEs into the mounts of the spec.
final class DecideMounts {
    private DecideMounts() {}

    /// Where nothing can be mounted, a volume without a name is a directory of the container's own files.
    ///
    /// @param image with its VOLUMEs and what is mounted from images
    /// @param containers for `--volumes-from`
    /// @param mountable whether anything can be mounted
    static List<Spec.Mount> decide(
            RunOptions.Storage asked, RootImage image, Containers containers, boolean mountable) {
        List<Spec.Mount> mounts = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        int images = 0;
        for (RunOptions.Mount mount : asked.mounts()) {
            String target = normal(mount.target(), mount.origin());
            targets.add(target);
            mounts.add(
                    switch (mount) {
                        case RunOptions.Mount.Bind bind -> bind(bind, target);
                        case RunOptions.Mount.Tmpfs tmpfs ->
                                new Spec.Mount.Tmpfs(
                                        target,
                                        tmpfs.size(),
                                        tmpfs.mode(),
                                        tmpfs.options(),
                                        tmpfs.origin());
                        case RunOptions.Mount.Image one ->
                                new Spec.Mount.Image(
                                        one.image(),
                                        image.mounted().get(images++).layerNames(),
                                        one.subpath(),
                                        target,
                                        one.origin());
                        case RunOptions.Mount.Volume volume ->
                                mountable || volume.name().isPresent()
                                        ? DecideVolumes.asked(volume, target, containers)
                                        : new Spec.Mount.Writable(target, volume.origin());
                    });
        }
        for (RunOptions.VolumesFrom from : asked.volumesFrom()) {
            for (Spec.Mount mount : DecideVolumes.of(from, containers)) {
                if (targets.add(mount.target())) {
                    mounts.add(mount);
                }
            }
        }
        for (String volume : image.defaults().volumes()) {
            String target = ofImage(volume);
            if (targets.add(target)) {
                String origin = "VOLUME " + volume;
                mounts.add(
                        mountable
                                ? DecideVolumes.ofImage(target, origin)
                                : new Spec.Mount.Writable(target, origin));
            }
        }
        return mounts;
    }

    private static Spec.Mount bind(RunOptions.Mount.Bind bind, String target) {
        return new Spec.Mount.Bind(
                bind.source(),
                target,
                bind.readOnly(),
                bind.recursive(),
                bind.propagation(),
                bind.owners() == RunOptions.Mount.Owners.MAPPED,
                bind.origin());
    }

    /// Makes the missing sources that are to be made.
    static void makeSources(RunOptions.Storage asked) {
        for (RunOptions.Mount mount : asked.mounts()) {
            if (mount instanceof RunOptions.Mount.Bind bind && bind.createSource()) {
                create(bind);
            }
        }
    }

    /// `-v` makes a missing source directory, as its users are used to; `--mount` does not.
    private static void create(RunOptions.Mount.Bind bind) {
        Path source;
        try {
            source = Text.path(bind.source());
        } catch (JongException notUtf8) {
            // The front can mount such a source all the same; only making it is beyond the JVM.
            return;
        }
        try {
            if (!Files.exists(source)) {
                Files.createDirectories(source);
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot make the missing source of "
                                    + Text.printable(bind.origin())
                                    + ": "
                                    + e.getMessage())
                    .hint("make the directory yourself, or name one that exists")
                    .causedBy(e);
        }
    }

    /// A VOLUME of an image: relative to the root where it does not begin there, and never above it.
    private static String ofImage(String volume) {
        List<String> kept = new ArrayList<>();
        for (String component : volume.split("/")) {
            if (component.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!component.isEmpty() && !component.equals(".")) {
                kept.add(component);
            }
        }
        return normal("/" + String.join("/", kept), "VOLUME " + volume);
    }

    /// Absolute, without empty components and dots.
    static String normal(String path, String origin) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the mount path in " + Text.printable(origin) + " is not absolute");
        }
        StringBuilder out = new StringBuilder();
        for (String component : path.split("/")) {
            if (component.equals("..")) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the mount path in " + Text.printable(origin) + " goes up with ..");
            }
            if (!component.isEmpty() && !component.equals(".")) {
                out.append('/').append(component);
            }
        }
        return out.isEmpty() ? "/" : out.toString();
    }
}
