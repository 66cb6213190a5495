package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The command about ids of containers.
final class UserTable {
    /// Those options of `run` that give a container ids of its own.
    private static final Set<String> IDS =
            Set.of("userns", "uidmap", "gidmap", "subuidname", "subgidname");

    private UserTable() {}

    static CommandSpec explain() {
        List<OptionSpec> options = new ArrayList<>();
        for (OptionSection section : RunTable.run().sections()) {
            for (OptionSpec option : section.options()) {
                if (IDS.contains(option.name())) {
                    options.add(option);
                }
            }
        }
        options.add(flag("json", "Show as JSON"));
        return CommandSpec.of(
                        "explain user",
                        "",
                        "Show who is who inside a container and on the host",
                        "[CONTAINER]",
                        Arity.between(0, 1),
                        options.toArray(new OptionSpec[0]))
                .examples("jong explain user web", "jong explain user --userns keep-id");
    }
}
