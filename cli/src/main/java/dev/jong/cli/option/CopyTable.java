package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands that carry images from place to place.
final class CopyTable {
    private static final String PLATFORM = "OS[/ARCH[/VARIANT]]";

    private CopyTable() {}

    static CommandSpec copy() {
        return CommandSpec.of(
                        "image copy",
                        "copy",
                        "Copy an image from one place to another",
                        "SOURCE DESTINATION",
                        Arity.exactly(2),
                        flag('a', "all", "Of an index, copy the images for all platforms")
                                .also("all-platforms"),
                        text("platform", PLATFORM, "Of an index, copy the image for this platform"),
                        text("override-os", "OS", "The same, its operating system only"),
                        text("override-arch", "ARCH", "The same, its processor only"),
                        text("override-variant", "VARIANT", "The same, its variant only"),
                        text(
                                'f',
                                "format",
                                "oci|v2s2",
                                "Kind of the manifests (default as they are)"),
                        text(
                                        "dest-compress-format",
                                        "gzip|zstd|none",
                                        "Compress layers with this (default as they are)")
                                .also("compression"),
                        flag("preserve-digests", "Fail rather than change a digest"),
                        text("digestfile", "FILE", "Write the digest of what arrived to this file"),
                        text(
                                "retry-times",
                                "N",
                                "Begin again so often when a registry is not reached"),
                        flag('q', "quiet", "Show no progress"),
                        text("authfile", "FILE", "Read credentials from this file"),
                        flag(
                                "tls-verify",
                                "Check certificates, and refuse plain http (default true)"),
                        text("src-creds", "USER:PASSWORD", "Credentials for the source"),
                        text(
                                "src-authfile",
                                "FILE",
                                "Read the source's credentials from this file"),
                        text("src-cert-dir", "DIR", "Certificates for the source"),
                        flag("src-tls-verify", "Check the source's certificates (default true)"),
                        text("dest-creds", "USER:PASSWORD", "Credentials for the destination"),
                        text(
                                "dest-authfile",
                                "FILE",
                                "Read the destination's credentials from this file"),
                        text("dest-cert-dir", "DIR", "Certificates for the destination"),
                        flag(
                                "dest-tls-verify",
                                "Check the destination's certificates (default true)"))
                .examples(
                        "jong copy docker://debian:13 oci:debian:13",
                        "jong copy --all docker://debian docker://registry.example.org/debian",
                        "jong copy docker-archive:app.tar store:app:1");
    }

    static CommandSpec scp() {
        return CommandSpec.of(
                        "image scp",
                        "",
                        "Copy an image to or from another host over ssh",
                        "[[USER@]HOST::]IMAGE [[USER@]HOST::]",
                        Arity.between(1, 2),
                        flag('q', "quiet", "Show nothing but errors"))
                .examples("jong image scp app:1 me@build::", "jong image scp build::app:1");
    }
}
