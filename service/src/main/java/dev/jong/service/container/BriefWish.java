package dev.jong.service.container;

import dev.jong.runtime.spec.Spec;
import java.util.List;

/// What a container is to be that nobody hears of.
///
/// @param options without mounts; a network may be named, ports and duties mean nothing
/// @param image what it is made from
/// @param mounts what is mounted in it
/// @param places where that is, as far as it is not there: the writable layer does not get them
public record BriefWish(
        RunOptions options, RootImage image, List<Spec.Mount> mounts, List<Place> places) {
    public BriefWish {
        mounts = List.copyOf(mounts);
        places = List.copyOf(places);
    }

    /// A place to mount upon, below which nothing of the image lies.
    ///
    /// @param path from the root of the layers, no link on its way, without a slash at either end; a byte string
    /// @param directory else it is a file
    public record Place(String path, boolean directory) {}
}
