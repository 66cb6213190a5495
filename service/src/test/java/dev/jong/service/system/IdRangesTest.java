package dev.jong.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdRangesTest {
    @TempDir Path root;

    @BeforeEach
    void fill() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("usr/bin"));
        Files.writeString(
                root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nada:x:1000:1000::/:/bin/sh\n");
        program("newuidmap");
        program("newgidmap");
    }

    @Test
    void names_the_file_without_a_range_and_the_user() throws Exception {
        range("etc/subuid", "bob:100000:65536\n");
        range("etc/subgid", "bob:100000:65536\nada:200000:65536\n");
        assertThat(ranges().missing()).isEqualTo("/etc/subuid has no range for ada");
        Files.delete(root.resolve("etc/subgid"));
        assertThat(ranges().missing())
                .isEqualTo("/etc/subuid and /etc/subgid have no range for ada");
    }

    @Test
    void U01_proposes_a_range_that_nobody_has() throws Exception {
        range("etc/subuid", "bob:100000:65536\ncarl:300000:1000\nbad line\ndora:x:y\n");
        range("etc/subgid", "bob:100000:65536\n");
        assertThat(ranges().remedy())
                .isEqualTo("usermod --add-subuids 301000-366535 --add-subgids 301000-366535 ada");
    }

    @Test
    void asks_for_the_file_only_that_lacks_a_range() throws Exception {
        range("etc/subuid", "1000:100000:65536\n");
        range("etc/subgid", "");
        assertThat(ranges().remedy()).isEqualTo("usermod --add-subgids 165536-231071 ada");
    }

    @Test
    void asks_for_the_programs_first() throws Exception {
        range("etc/subuid", "ada:100000:65536\n");
        range("etc/subgid", "ada:100000:65536\n");
        Files.delete(root.resolve("usr/bin/newgidmap"));
        assertThat(ranges().missing()).contains("newgidmap").contains("not installed");
        assertThat(ranges().remedy()).startsWith("install ").doesNotContain("usermod");
    }

    @Test
    void a_user_without_a_name_is_a_number() throws Exception {
        Files.delete(root.resolve("etc/passwd"));
        assertThat(ranges().remedy())
                .isEqualTo("usermod --add-subuids 100000-165535 --add-subgids 100000-165535 1000");
    }

    private IdRanges ranges() {
        return new IdRanges(root, 1000);
    }

    private void range(String file, String text) throws Exception {
        Files.writeString(root.resolve(file), text);
    }

    private void program(String name) throws Exception {
        Path program = Files.writeString(root.resolve("usr/bin/" + name), "");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
