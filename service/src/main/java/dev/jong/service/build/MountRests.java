package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.BriefWish;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Takes away what was made in a writable layer for nothing but mounts: where a whiteout hides the places made for them.
final class MountRests {
    private MountRests() {}

    /// Nothing runs in the container any more.
    ///
    /// @param upper the writable layer
    static void remove(Path upper, List<BriefWish.Place> places) {
        try {
            for (BriefWish.Place place : places) {
                remove(upper, place.path().split("/"));
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot remove a place for a mount: " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// The program may have put links there: none is followed.
    private static void remove(Path upper, String[] names) throws IOException {
        List<Path> way = new ArrayList<>();
        Path at = upper;
        for (String name : names) {
            at = at.resolve(Text.path(name));
            way.add(at);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
        }
        if (way.size() < names.length) {
            return;
        }
        for (Path each : way.reversed()) {
            if (!isEmpty(each)) {
                return;
            }
            try {
                Files.deleteIfExists(each);
            } catch (DirectoryNotEmptyException inUse) {
                return;
            }
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) == 0;
    }
}
