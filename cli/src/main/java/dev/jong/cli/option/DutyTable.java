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
                                    "Look after a container, or after networks",
                                    "DUTY [CONTAINER]",
                                    Arity.between(1, 2))
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
            case "system start-all" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Start containers that run by their restart policy and do not",
                            "",
                            Arity.exactly(0));
            case "system boot-units" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Show the systemd unit that starts containers with the host",
                                    "",
                                    Arity.exactly(0),
                                    OptionSpec.flag(
                                            'w',
                                            "write",
                                            "Write it where systemd looks for units of this user"),
                                    OptionSpec.text(
                                            'd',
                                            "directory",
                                            "DIR",
                                            "Write it into this directory"))
                            .examples("jong system boot-units", "jong system boot-units --write");
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
