package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands of the registry server.
final class ServerTable {
    private static final String FILE = "FILE";
    private static final OptionSpec STORAGE =
            text("storage", "DIR", "Where it keeps images (default: registry in the store)");

    private ServerTable() {}

    static CommandSpec serve() {
        return CommandSpec.of(
                        "registry serve",
                        "",
                        "Serve images to other hosts and engines, until it is interrupted",
                        "",
                        Arity.exactly(0),
                        text(
                                "addr",
                                "HOST:PORT",
                                "Where to listen (default 127.0.0.1:5000); port 0 takes a free one"),
                        STORAGE,
                        text("htpasswd", FILE, "Names and bcrypt hashes of those who may use it"),
                        text("tls-cert", FILE, "Certificate and its chain, PEM"),
                        text("tls-key", FILE, "Key of the certificate, PEM"),
                        flag("read-only", "Refuse pushes and deletes"),
                        flag("no-delete", "Refuse deletes"),
                        text(
                                "proxy",
                                "REGISTRY",
                                "Be a cache of another registry, such as docker.io"))
                .examples(
                        "jong registry serve",
                        "jong registry serve --addr 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem",
                        "jong registry serve --addr :5001 --storage /srv/cache --proxy docker.io");
    }

    static CommandSpec gc() {
        return CommandSpec.of(
                        "registry gc",
                        "",
                        "Remove what no image of a registry's storage needs",
                        "",
                        Arity.exactly(0),
                        STORAGE,
                        flag('m', "delete-untagged", "Remove manifests without a tag as well"),
                        flag("dry-run", "Only say what would go"),
                        text("grace", "DURATION", "Keep what is younger (default 1h)"))
                .examples("jong registry gc --storage /srv/registry --delete-untagged");
    }
}
