package dev.jong.service.build.lock;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Platform;

/// `--offline`: the errors of builds that may fetch nothing, where something would be fetched.
public final class Offline {
    private Offline() {}

    /// The error of a build that needs an image which is not here.
    public static JongException image(String reference, Platform platform) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot fetch "
                                + Text.printable(reference)
                                + " for "
                                + platform
                                + " offline: it is not in the store")
                .hint("build once without --offline");
    }

    /// The error of a build that needs a repository: none is kept.
    public static JongException repository() {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot check a git repository out offline: the store keeps none")
                .hint("check it out yourself and name it by --build-context");
    }
}
