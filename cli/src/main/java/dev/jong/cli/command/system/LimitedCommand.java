package dev.jong.cli.command.system;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.service.container.Front;
import dev.jong.service.space.EvictImages;
import java.util.Optional;
import java.util.Set;

/// A command that may bring images in, and what keeps the store's limit after it. That a limit can't be kept is said and
/// is no failure: what was asked for is there.
public final class LimitedCommand implements Command {
    private final Command command;
    private final EvictImages evicting;
    private final GlobalOptions global;

    /// @param command brings images in
    public LimitedCommand(Command command, EvictImages evicting, GlobalOptions global) {
        this.command = command;
        this.evicting = evicting;
        this.global = global;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Optional<Long> limit = LimitSetting.of(global, front.caller());
        Set<Object> before = evicting.records();
        int code = command.run(line, front);
        EvictImages.Evicted evicted = evicting.run(limit, before);
        for (String name : evicted.gone()) {
            front.err("Evicted: " + name + "\n");
        }
        if (limit.isPresent() && evicted.bytes() > limit.get()) {
            front.tell(
                    "the store's images take "
                            + HumanSize.of(evicted.bytes())
                            + ", more than the limit of "
                            + HumanSize.of(limit.get())
                            + ": the rest is new, pinned or used by containers",
                    "jong df -v shows what takes how much");
        }
        return code;
    }
}
