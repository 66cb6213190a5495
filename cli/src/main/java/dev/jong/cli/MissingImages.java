package dev.jong.cli;

import dev.jong.cli.command.container.ObtainImage;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.container.ImageWanted;

/// Fetches images for `run` and `create`, in a worker. Made for every run, so it holds nothing.
final class MissingImages implements ObtainImage {
    private final Wiring wiring;
    private final Lifetime lifetime;

    MissingImages(Wiring wiring, Lifetime lifetime) {
        this.wiring = wiring;
        this.lifetime = lifetime;
    }

    @Override
    public void obtain(ImageWanted wanted, ParsedCommand line, Front front) {
        if (!lifetime.oneShot()) {
            throw new WorkerNeeded();
        }
        new PullWiring(wiring).pull().forContainer(wanted.image(), line.flag("quiet"), front);
    }
}
