package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class RegistryServeTest {
    @Test
    void skopeo_and_podman_push_and_pull_the_same_digests() throws Exception {
        Needs.program("/usr/bin/skopeo");
        Needs.program("/usr/bin/podman");
        Needs.program("/usr/bin/umoci");
        try (Account account = Account.root();
                Site site = Site.empty(account);
                Serving serving = Serving.begin(site)) {
            Path layout = site.folder().resolve("layout");
            Foreign.image(layout);
            String remote = "docker://" + serving.host() + "/team/box:1";
            skopeo("copy", "--dest-tls-verify=false", "oci:" + layout + ":box", remote);
            String digest = digest(remote);
            Path back = site.folder().resolve("back");
            skopeo("copy", "--src-tls-verify=false", remote, "oci:" + back + ":box");
            assertThat(
                            Shell.script(
                                    back,
                                    "ls blobs/sha256; sha256sum blobs/sha256/* | cut -c 1-64"))
                    .contains(digest.substring(7));
            assertThat(Files.readString(layout.resolve("index.json"))).contains(digest);
            assertThat(Files.readString(back.resolve("index.json"))).contains(digest);
            String podman =
                    "podman --root "
                            + site.folder().resolve("podman")
                            + " --runroot "
                            + site.folder().resolve("podman-run")
                            + " --storage-driver vfs";
            String name = serving.host() + "/team/box:1";
            Shell.script(
                    site.folder(),
                    podman
                            + " pull -q --tls-verify=false "
                            + name
                            + " && "
                            + podman
                            + " push -q --tls-verify=false "
                            + name
                            + " "
                            + serving.host()
                            + "/pod/box:2");
            assertThat(digest("docker://" + serving.host() + "/pod/box:2")).startsWith("sha256:");
            Shell.script(site.folder(), podman + " rmi -a -f; rm -rf podman podman-run");
        }
    }

    @Test
    void an_upload_goes_on_after_the_server_was_killed_in_the_middle() throws Exception {
        try (Account account = Account.root();
                Site site = Site.empty(account)) {
            Path storage = site.directory("registry");
            byte[] content = "0123456789".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
            String place;
            try (Serving serving = Serving.begin(site, "--storage", storage.toString())) {
                place = location(ask(serving, "POST /v2/a/blobs/uploads/", "", new byte[0]));
                try (Socket socket = new Socket("127.0.0.1", serving.port())) {
                    socket.getOutputStream()
                            .write(
                                    head(
                                            "PATCH " + place,
                                            "Content-Length: " + content.length + "\r\n"));
                    socket.getOutputStream().write(content, 0, 1_000_000);
                    socket.getOutputStream().flush();
                    Path data =
                            storage.resolve("uploads")
                                    .resolve(place.substring(place.lastIndexOf('/') + 1))
                                    .resolve("data");
                    Await.that(() -> data.toFile().length() == 1_000_000, "the first million");
                    Shell.run("kill", "-9", "" + serving.worker());
                    Await.that(() -> !serving.front().isAlive(), "the end of the front");
                }
            }
            try (Serving serving = Serving.begin(site, "--storage", storage.toString())) {
                String status = ask(serving, "GET " + place, "", new byte[0]);
                assertThat(status).contains(" 204 ").contains("Range: 0-999999");
                byte[] rest = java.util.Arrays.copyOfRange(content, 1_000_000, content.length);
                Path file = site.work().resolve("content");
                Files.write(file, content);
                String digest = Shell.run("sha256sum", file.toString()).substring(0, 64);
                String range = "Content-Range: 1000000-" + (content.length - 1) + "\r\n";
                assertThat(ask(serving, "PUT " + place + "?digest=sha256:" + digest, range, rest))
                        .contains(" 201 ");
                assertThat(storage.resolve("blobs/sha256").resolve(digest))
                        .hasBinaryContent(content);
            }
        }
    }

    @Test
    void a_user_without_privileges_serves_and_a_signal_ends_all_of_it() throws Exception {
        try (Account account = Account.single();
                Site site = Site.empty(account)) {
            Serving serving = Serving.begin(site);
            assertThat(ask(serving, "GET /v2/", "", new byte[0])).startsWith("HTTP/1.1 200 ");
            long worker = serving.worker();
            serving.close();
            assertThat(serving.front().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(serving.front().exitValue()).isEqualTo(143);
            Await.that(() -> ProcessHandle.of(worker).isEmpty(), "the end of the worker");
            assertThat(site.store().resolve("registry/tmp")).isEmptyDirectory();
        }
    }

    @Test
    void settings_that_cannot_be_are_refused_in_one_line() throws Exception {
        try (Account account = Account.root();
                Site site = Site.empty(account)) {
            Path other = site.directory("other");
            Files.writeString(other.resolve("mine"), "");
            for (String[] options :
                    new String[][] {
                        {"--addr", "nowhere"},
                        {"--addr", "127.0.0.1:99999"},
                        {"--tls-cert", "cert.pem"},
                        {"--htpasswd", "missing"},
                        {"--storage", other.toString()}
                    }) {
                String[] command = new String[options.length + 2];
                command[0] = "registry";
                command[1] = "serve";
                System.arraycopy(options, 0, command, 2, options.length);
                Result refused = site.jong(command);
                assertThat(refused.code()).as(refused.toString()).isEqualTo(125);
                assertThat(refused.err()).startsWith("jong: ");
            }
        }
    }

    private static String digest(String image) {
        return Shell.run(
                        "skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", image)
                .strip();
    }

    private static void skopeo(String... args) {
        String[] command = new String[args.length + 1];
        command[0] = "skopeo";
        System.arraycopy(args, 0, command, 1, args.length);
        Shell.run(command);
    }

    private static byte[] head(String line, String headers) {
        return (line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String ask(Serving serving, String line, String headers, byte[] body)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", serving.port())) {
            socket.getOutputStream()
                    .write(head(line, headers + "Content-Length: " + body.length + "\r\n"));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String location(String answer) {
        int from = answer.indexOf("Location: ") + "Location: ".length();
        return answer.substring(from, answer.indexOf("\r\n", from));
    }
}
