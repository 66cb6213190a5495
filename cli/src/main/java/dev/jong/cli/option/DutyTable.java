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
            case "healthcheck run" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Check the health of a container now",
                                    "CONTAINER",
                                    Arity.exactly(1),
                                    OptionSpec.flag(
                                            "ignore-result", "End with 0 also when it is not well"))
                            .examples("jong healthcheck run web");
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
