package dev.jong.cli;

import dev.jong.cli.command.container.ObtainImage;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.container.ImageWanted;

/// Fetches images for `run` and `create`, in a worker. Made for every run, so it holds nothing.
final class MissingImages implements ObtainImage {
    private final Wiring wiring;
    private final Lifetime lifetime;
    private final GlobalOptions global;

    MissingImages(Wiring wiring, Lifetime lifetime, GlobalOptions global) {
        this.wiring = wiring;
        this.lifetime = lifetime;
        this.global = global;
    }

    @Override
    public void obtain(ImageWanted wanted, ParsedCommand line, Front front) {
        if (!lifetime.oneShot()) {
            throw new WorkerNeeded();
        }
        // Keeps the store's limit as a pull does; what it has just brought stays.
        wiring.limited(new PullWiring(wiring).forContainer(wanted.image()), global)
                .run(line, front);
    }
}
