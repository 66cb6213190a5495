package dev.jong.it.image;

import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Shell;
import java.nio.file.Path;

/// An image that another tool made: three layers, of which the second adds, the third adds and removes.
public final class Foreign {
    private Foreign() {}

    /// Makes an image layout with the image `box`, compressed with gzip.
    public static void image(Path layout) {
        Path bundle = layout.resolveSibling("bundle");
        String image = layout + ":box";
        Shell.run("umoci", "init", "--layout", layout.toString());
        Shell.run("umoci", "new", "--image", image);
        layer(image, bundle, "cp -a " + Prober.tree() + "/. rootfs/; echo one > rootfs/first");
        layer(image, bundle, "echo two > rootfs/second");
        layer(image, bundle, "echo three > rootfs/third; rm rootfs/first");
        Shell.run(
                "umoci",
                "config",
                "--image",
                image,
                "--config.env",
                "FROM=umoci",
                "--config.env",
                "PATH=/bin");
        Shell.run("umoci", "gc", "--layout", layout.toString());
    }

    private static void layer(String image, Path bundle, String change) {
        Shell.run("umoci", "unpack", "--image", image, bundle.toString());
        Shell.script(bundle, change);
        Shell.run("umoci", "repack", "--image", image, bundle.toString());
        Shell.run("rm", "-rf", bundle.toString());
    }
}
