package dev.jong.service.container;

/// Finds what a container is made from, unpacking it when it is not unpacked yet.
public interface RootImages {
    /// The root of an image source.
    ///
    /// @throws ImageWanted when it is to be fetched first
    /// @throws dev.jong.base.JongException NOT_FOUND when there is no such image, and whatever reading it can fail with
    RootImage find(RunOptions.ImageSource source, Caller caller);

    /// Drops what was remembered, so that the next look reads everything again: called when a launch failed.
    void forget();
}
