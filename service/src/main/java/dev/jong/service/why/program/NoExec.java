package dev.jong.service.why.program;

import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.Finding;
import dev.jong.service.live.KernelFile;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a program lies where nothing may be executed: a mount of the container, or of the host below one.
final class NoExec {
    private NoExec() {}

    static Optional<Finding> of(Spec spec, SeenFiles files, String path) {
        String mount;
        try (Seen seen = files.look(path)) {
            mount = seen.mount();
        }
        for (Spec.Mount one : spec.mounts()) {
            boolean forbidden =
                    one.target().equals(mount)
                            && switch (one) {
                                // The default of a tmpfs.
                                case Spec.Mount.Tmpfs tmpfs -> !tmpfs.options().contains("exec");
                                case Spec.Mount.Bind bind ->
                                        hostForbids(
                                                bind.source(),
                                                KernelFile.read(Path.of("/proc/self/mountinfo")));
                                case Spec.Mount.Volume volume -> false;
                                case Spec.Mount.Image image -> false;
                                case Spec.Mount.Writable writable -> false;
                                case Spec.Mount.Given given -> true;
                            };
            if (forbidden) {
                return CheckFile.found(
                        "no-exec",
                        "it lies on "
                                + Text.printable(mount)
                                + ", which is mounted so that nothing may be executed there (noexec)",
                        "put it into the image, or mount a place that allows it");
            }
        }
        return Optional.empty();
    }

    /// Whether the mount of the host that a path lies in has `noexec`, by mountinfo (proc(5)).
    static boolean hostForbids(String path, String mountinfo) {
        int longest = -1;
        boolean forbids = false;
        for (String line : mountinfo.split("\n")) {
            String[] words = line.split(" ");
            if (words.length < 6) {
                continue;
            }
            String point = words[4];
            boolean within =
                    point.equals("/") || path.equals(point) || path.startsWith(point + "/");
            if (within && point.length() >= longest) {
                longest = point.length();
                forbids = ("," + words[5] + ",").contains(",noexec,");
            }
        }
        return forbids;
    }
}
