package dev.jong.service.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootUnitTest {
    @TempDir Path directory;

    @Test
    void words_are_quoted_so_that_systemd_reads_them_as_they_are() {
        String text = new BootUnit("/opt/a b/jong", "/srv/100%\n\"\\$HOME", true).text();
        assertThat(text)
                .contains(
                        "ExecStart=\"/opt/a b/jong\" --root"
                                + " \"/srv/100%%\\x0a\\\"\\\\$$HOME\" system start-all\n")
                .contains("RequiresMountsFor=\"/srv/100%%\\x0a\\\"\\\\$HOME\"\n")
                .contains("WantedBy=multi-user.target\n");
        assertThat(text.lines().filter(line -> line.startsWith("Description="))).hasSize(1);
        assertThat(text.lines()).noneMatch(line -> line.startsWith("\"\\$HOME"));
    }

    @Test
    void a_user_has_no_network_target_to_wait_for() {
        String text = new BootUnit("/usr/bin/jong", "/home/u/store", false).text();
        assertThat(text).contains("WantedBy=default.target\n").doesNotContain("network");
    }

    @Test
    void the_name_is_escaped_as_systemd_does() {
        assertThat(BootUnit.name("/var/lib/jong")).isEqualTo("jong-var-lib-jong.service");
        assertThat(BootUnit.name("/a-b/c d")).isEqualTo("jong-a\\x2db-c\\x20d.service");
    }

    @Test
    void what_is_there_is_replaced() throws Exception {
        BootUnit unit = new BootUnit("/usr/bin/jong", "/store", true);
        Path deep = directory.resolve("systemd/user");
        unit.write(deep, "jong-store.service");
        Path file = unit.write(deep, "jong-store.service");
        assertThat(Files.readString(file)).isEqualTo(unit.text());
    }
}
