package dev.jong.it.why;

import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ElfBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The image `bad`: the image `box` with programs that can't be run.
public final class BadPrograms {
    private static final List<Path> LOADERS =
            List.of(Path.of("/lib64/ld-linux-x86-64.so.2"), Path.of("/lib/ld-linux-aarch64.so.1"));

    private BadPrograms() {}

    /// Brings the image into a site's store.
    public static void image(Site site) {
        Path tree = site.folder().resolve("bad-tree");
        Prober.copy(tree);
        try {
            int host = ElfBytes.host();
            int other = host == ElfBytes.X86_64 ? ElfBytes.AARCH64 : ElfBytes.X86_64;
            Path loader =
                    LOADERS.stream().filter(Files::exists).findFirst().orElse(Path.of("none"));
            Needs.that(Files.exists(loader), "glibc");
            Files.createDirectories(tree.resolve("lib64"));
            Files.copy(loader, tree.resolve("lib64/ld.so"));
            Files.write(tree.resolve("bin/other"), new ElfBytes(other).bytes());
            Files.write(
                    tree.resolve("bin/no-loader"),
                    new ElfBytes(host).loader("/lib/ld-gone.so.9").bytes());
            Files.write(
                    tree.resolve("bin/no-library"),
                    new ElfBytes(host)
                            .type(2)
                            .loader("/lib64/ld.so")
                            .needs("libgone.so.7")
                            .bytes());
            Files.writeString(tree.resolve("bin/windows"), "#!/bin/sh\r\necho\r\n");
            Files.writeString(tree.resolve("bin/no-bash"), "#!/bin/bash\necho\n");
            Files.writeString(tree.resolve("bin/plain"), "echo\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shell.script(
                tree,
                "chmod 755 lib64 lib64/ld.so; cd bin; chmod 755 other no-loader no-library windows no-bash; chmod 644 plain");
        site.image("bad", tree);
    }
}
