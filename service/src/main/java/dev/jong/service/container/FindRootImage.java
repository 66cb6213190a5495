package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Finds what a container is made from: an image of the store, or a directory as it is.
public final class FindRootImage implements RootImages {
    /// Finds in a store.
    public FindRootImage() {}

    @Override
    public RootImage find(RunOptions.ImageSource source, Caller caller) {
        return switch (source) {
            case RunOptions.ImageSource.Directory directory -> directory(directory, caller);
            default -> throw JongException.of(ErrorKind.UNSUPPORTED, "later");
        };
    }

    private static RootImage directory(RunOptions.ImageSource.Directory source, Caller caller) {
        String absolute = caller.absolute(source.directory());
        Path path = Text.path(absolute);
        if (!Files.isDirectory(path)) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "cannot use " + Text.printable(absolute) + " as the root: " + (Files.exists(path) ? "it is not a directory" : "it does not exist"))
                    .hint("--rootfs takes a directory with a root file system");
        }
        ProcessDefaults none = ProcessDefaults.of(Json.EMPTY);
        return new RootImage(absolute, "", none, List.of(), List.of(), List.of(), absolute);
    }
}
