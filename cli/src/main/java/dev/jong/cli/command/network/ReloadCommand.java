package dev.jong.cli.command.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.network.ReloadNetworks;
import java.util.ArrayList;
import java.util.List;

/// `jong network reload`.
public final class ReloadCommand {
    private final Containers containers;
    private final ReloadNetworks reloading;

    /// @param reloading the use case
    public ReloadCommand(Containers containers, ReloadNetworks reloading) {
        this.containers = containers;
        this.reloading = reloading;
    }

    /// `network reload [-a] [-l] [CONTAINER...]`: prints each that has its rules again.
    public int reload(ParsedCommand line, Front front) {
        int code = 0;
        for (String name : names(line)) {
            try {
                reloading.reload(containers.find(name));
                front.out(name + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }

    private List<String> names(ParsedCommand line) {
        if (!line.flag("all")) {
            if (line.arguments().isEmpty()) {
                throw JongException.of(ErrorKind.INVALID_ARGUMENT, "no container is named")
                        .hint("name containers, or give --all");
            }
            return line.arguments();
        }
        if (!line.arguments().isEmpty()) {
            throw line.conflict("--all and a name", "leave one of them out");
        }
        List<String> ids = new ArrayList<>();
        for (ContainerRecord one : containers.all()) {
            if (containers.runs(one.id())) {
                ids.add(one.id());
            }
        }
        return ids;
    }
}
