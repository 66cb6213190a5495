package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// `lint`.
final class LintTable {
    private LintTable() {}

    static CommandSpec lint() {
        return CommandSpec.of(
                        "lint",
                        "",
                        "Look for mistakes and bad habits in Dockerfiles",
                        "[FILE...]",
                        Arity.atLeast(0),
                        text("format", "FORMAT", "tty (default), lines, json or sarif"),
                        text('c', "config", "FILE", "Settings (default .hadolint.yaml)"),
                        list("ignore", "RULE", "Leave a rule out, such as DL3008"),
                        list("enable", "RULE", "Apply a rule that is off by default"),
                        list(
                                "trusted-registry",
                                "HOST",
                                "The only registries that images may come from"),
                        list("error", "RULE", "Make a rule's findings errors"),
                        list("warning", "RULE", "Make them warnings"),
                        list("info", "RULE", "Make them informative"),
                        list("style", "RULE", "Make them a matter of style"),
                        list("require-label", "NAME:KIND", "A label that images must have"),
                        flag("strict-labels", "Other labels than those are too many"),
                        flag("disable-ignore-pragma", "Comments turn no rule off"),
                        text(
                                't',
                                "failure-threshold",
                                "SEVERITY",
                                "Fail from this on: error, warning, info (default), style, none"),
                        flag("no-fail", "Exit with 0 whatever is found"),
                        flag("no-shellcheck", "Leave shell commands to nobody"))
                .examples(
                        "jong lint",
                        "jong lint --format sarif Dockerfile",
                        "jong lint --ignore DL3008 -");
    }
}
