package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.image.registry.auth.CredentialFiles;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFilesTest {
    @TempDir Path home;
    private Path config = Path.of("/");

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectory(home.resolve(".docker"));
        config = home.resolve(".docker/config.json");
    }

    private CredentialFiles files(String path) {
        return new CredentialFiles(Map.of("HOME", home.toString(), "PATH", path), Optional.empty());
    }

    private Optional<Credentials> find(String name) {
        return files("/nowhere").find(Reference.parse(name));
    }

    @Test
    void the_longest_part_of_a_name_counts() throws IOException {
        Files.writeString(
                config,
                """
                {"auths": {"a.org": {"auth": "bzpv"}, "a.org/b": {"auth": "YjpiOmI="},
                 "https://index.docker.io/v1/": {"identitytoken": "token"}}}
                """);
        assertThat(find("a.org/b/c")).contains(new Credentials("b", "b:b"));
        assertThat(find("a.org/c")).contains(new Credentials("o", "o"));
        assertThat(find("debian")).contains(new Credentials("", "token"));
        assertThat(find("b.org/a")).isEmpty();
    }

    @Test
    void the_files_of_containers_are_read_too() throws IOException {
        Files.createDirectories(home.resolve(".config/containers"));
        Files.writeString(
                home.resolve(".config/containers/auth.json"),
                "{\"auths\":{\"docker.io/library\":{\"auth\":\"bzpv\"}}}");
        assertThat(find("debian")).contains(new Credentials("o", "o"));
    }

    @Test
    void what_is_not_ours_stays_in_the_file_which_only_its_owner_reads() throws IOException {
        Files.writeString(config, "{\"psFormat\":\"x\",\"auths\":{\"b.org\":{\"email\":\"e\"}}}");
        assertThat(files("").store("docker.io", new Credentials("me", "secret")))
                .isEqualTo(config.toString());
        assertThat(Files.readString(config))
                .contains("psFormat", "email", "https://index.docker.io/v1/");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(find("debian")).contains(new Credentials("me", "secret"));
        assertThat(files("").erase("docker.io")).isTrue();
        assertThat(files("").erase("docker.io")).isFalse();
        assertThat(find("debian")).isEmpty();
    }

    private void helper(Path directory, String script) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("docker-credential-test");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(config, "{\"credHelpers\":{\"a.org\":\"test\"}}");
    }

    @Test
    void a_helper_is_asked_on_its_standard_input() throws IOException {
        helper(
                home.resolve("bin"),
                "read -r server; echo \"{\\\"Username\\\":\\\"$1 $server\\\",\\\"Secret\\\":\\\"$(pwd)\\\"}\"\n");
        String path = home.resolve("bin") + ":/usr/bin:/bin";
        assertThat(files(path).find(Reference.parse("a.org/x")))
                .contains(new Credentials("get a.org", "/"));
        assertThat(files(path).find(Reference.parse("b.org/x"))).isEmpty();
    }

    @Test
    void a_helper_without_credentials_is_no_error_and_one_that_fails_is() throws IOException {
        String path = home.resolve("bin") + ":/usr/bin:/bin";
        helper(home.resolve("bin"), "echo 'credentials not found in native keychain'; exit 1\n");
        assertThat(files(path).find(Reference.parse("a.org/x"))).isEmpty();
        helper(home.resolve("bin"), "echo 'the keychain is locked'; exit 1\n");
        assertThatThrownBy(() -> files(path).find(Reference.parse("a.org/x")))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("docker-credential-test")
                .hasMessageContaining("the keychain is locked");
    }

    @Test
    void G17_a_helper_is_looked_for_in_absolute_directories_only() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path planted = Files.createTempDirectory(here, "planted");
        try {
            helper(planted, "echo '{\"Username\":\"evil\",\"Secret\":\"x\"}'\n");
            String relative = here.relativize(planted).toString();
            assertThatThrownBy(() ->
                            files(relative + "::.:" + relative + "/")
                                    .find(Reference.parse("a.org/x")))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("absolute directories of PATH");
        } finally {
            Files.delete(planted.resolve("docker-credential-test"));
            Files.delete(planted);
        }
    }

    @Test
    void G17_a_helper_is_no_command_line() throws IOException {
        Path made = home.resolve("made");
        for (String name :
                new String[] {
                    "x; touch " + made, "$(touch " + made + ")", "../bin/x", "x\ny", ""
                }) {
            String escaped = name.replace("\n", "\\n");
            Files.writeString(config, "{\"credHelpers\":{\"a.org\":\"" + escaped + "\"}}");
            Optional<Credentials> found;
            try {
                found = find("a.org/x");
            } catch (JongException e) {
                found = Optional.empty();
            }
            assertThat(found).isEmpty();
            assertThat(made).doesNotExist();
        }
    }

    @Test
    void G17_a_server_with_a_newline_is_not_asked_about() throws IOException {
        helper(home.resolve("bin"), "cat >" + home.resolve("asked") + "\n");
        Files.writeString(config, "{\"credsStore\":\"test\"}");
        String path = home.resolve("bin") + ":/usr/bin:/bin";
        assertThatThrownBy(() -> files(path).store("a.org\nb.org", new Credentials("me", "secret")))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("a.org\\x0ab.org");
        assertThat(home.resolve("asked")).doesNotExist();
    }
}
