package dev.jong.cli.option;

/// The commands about what is done for containers beside running them.
final class DutyTable {
    private DutyTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "duty" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Look after a container",
                                    "DUTY CONTAINER",
                                    Arity.exactly(2))
                            .hide();
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
