package dev.jong.cli.command.container;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.container.ImageWanted;

/// Fetches the image that a container is to be made from.
public interface ObtainImage {
    /// Fetches it and tells about it on standard error.
    void obtain(ImageWanted wanted, ParsedCommand line, Front front);
}
