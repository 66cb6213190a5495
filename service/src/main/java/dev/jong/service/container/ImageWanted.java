package dev.jong.service.container;

/// An image is to be fetched from a registry before a container can be made from it. Nothing has been made or told when
/// this is thrown: whoever knows the way to registries fetches it and begins anew.
public final class ImageWanted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RunOptions.ImageSource.Named image;

    ImageWanted(RunOptions.ImageSource.Named image) {
        super("the image " + image.reference() + " is wanted");
        this.image = image;
    }

    /// Which one, and why.
    public RunOptions.ImageSource.Named image() {
        return image;
    }
}
