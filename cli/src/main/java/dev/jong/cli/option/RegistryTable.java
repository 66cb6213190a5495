package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.List;

/// The commands about registries.
final class RegistryTable {
    private static final List<String> PATHS =
            List.of("login", "logout", "search", "tags", "delete");

    private RegistryTable() {}

    static List<String> paths() {
        return PATHS;
    }

    static CommandSpec spec(String path) {
        return switch (path) {
            case "login" -> login();
            case "logout" -> logout();
            case "search" -> search();
            case "tags" -> tags();
            case "delete" -> delete();
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    private static CommandSpec login() {
        return CommandSpec.of(
                        "login",
                        "",
                        "Log in to a registry",
                        "[REGISTRY]",
                        Arity.between(0, 1),
                        text('u', "username", "USER", "Name of the user"),
                        text(
                                'p',
                                "password",
                                "PASSWORD",
                                "Password or token; seen by all on this host"),
                        flag("password-stdin", "Read the password from standard input"),
                        flag("get-login", "Show as whom you are logged in"),
                        text("authfile", "FILE", "Keep the credentials in this file"),
                        text("cert-dir", "DIR", "Directory with CA and client certificates"),
                        flag(
                                "tls-verify",
                                "Check certificates, and refuse plain http (default true)"),
                        flag('v', "verbose", "Say where the credentials are kept"))
                .examples("jong login", "jong login -u me --password-stdin registry.example.org");
    }

    private static CommandSpec logout() {
        return CommandSpec.of(
                "logout",
                "",
                "Log out of a registry",
                "[REGISTRY]",
                Arity.between(0, 1),
                flag('a', "all", "Log out of all registries"),
                text("authfile", "FILE", "Where the credentials are kept"));
    }

    private static CommandSpec search() {
        return CommandSpec.of(
                        "search",
                        "",
                        "Search Docker Hub, or the registry HOST",
                        "[HOST/]TERM",
                        Arity.exactly(1),
                        AccessOptions.with(
                                list('f', "filter", "KEY=VALUE", "stars=N, is-official=BOOL"),
                                text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                                text("limit", "N", "Most results (default 25)"),
                                flag("list-tags", "Show the tags of the repository TERM"),
                                flag("no-trunc", "Do not shorten anything")))
                .examples("jong search debian", "jong search localhost:5000/");
    }

    private static CommandSpec tags() {
        return CommandSpec.of(
                        "tags",
                        "",
                        "List the tags of a repository",
                        "NAME",
                        Arity.exactly(1),
                        AccessOptions.with(
                                text("format", "FORMAT", "json, or a Go template for all of it"),
                                text("limit", "N", "Most tags")))
                .examples("jong tags debian");
    }

    private static CommandSpec delete() {
        return CommandSpec.of(
                        "delete",
                        "",
                        "Remove an image from a registry, with all its tags",
                        "docker://NAME",
                        Arity.exactly(1),
                        AccessOptions.with())
                .examples("jong delete docker://localhost:5000/app:1");
    }
}
