package dev.jong.cli.command.container;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.live.FreezeContainer;

/// `jong pause` and `unpause`.
public final class PauseCommands {
    private final Containers containers;
    private final FreezeContainer freezer;

    /// @param freezer the use case
    public PauseCommands(Containers containers, FreezeContainer freezer) {
        this.containers = containers;
        this.freezer = freezer;
    }

    /// `pause CONTAINER...`.
    public int pause(ParsedCommand line, Front front) {
        return EachContainer.of(line.arguments(), containers, front, freezer::pause);
    }

    /// `unpause CONTAINER...`.
    public int unpause(ParsedCommand line, Front front) {
        return EachContainer.of(line.arguments(), containers, front, freezer::resume);
    }
}
