package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What of the files that a step leaves comes into its layer.
@Tag("root")
class LayerContentTest {
    private Site site;
    private Workshop shop;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        shop = new Workshop(site).file("f", "x");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_mode_of_the_root_directory_stays_whatever_comes_above() {
        shop.dockerfile(
                "FROM box",
                "RUN chmod 711 /",
                "COPY f /",
                "RUN touch /x",
                "WORKDIR /made",
                "RUN stat -c %a / > /seen");
        shop.succeeds();
        assertThat(shop.shows("cat /seen; stat -c %a /")).isEqualTo("711\n711\n");
        shop.succeeds("--squash");
        assertThat(shop.shows("stat -c %a /")).isEqualTo("711\n");
        shop.dockerfile("FROM made", "RUN chmod 755 /", "RUN touch /y");
        shop.succeeds();
        assertThat(shop.shows("stat -c %a /")).isEqualTo("755\n");
    }

    @Test
    void a_step_that_leaves_the_root_directory_alone_has_no_layer_for_it() {
        shop.dockerfile("FROM box", "RUN touch / && chmod 755 /");
        shop.succeeds();
        assertThat(shop.inspect("{{len .RootFS.Layers}}")).isEqualTo("1");
    }

    @Test
    void devices_of_a_stage_are_copied() {
        shop.dockerfile(
                "FROM box AS made",
                "RUN --security=insecure mkdir /d && mknod -m 640 /d/zero c 1 5 && mknod /d/b b 7 0",
                "FROM box",
                "COPY --from=made /d /d");
        shop.succeeds("--allow", "security.insecure");
        assertThat(shop.shows("stat -c '%n %a %t:%T %F' /d/*"))
                .isEqualTo(
                        """
                        /d/b 644 7:0 block special file
                        /d/zero 640 1:5 character special file
                        """);
    }

    @Test
    void programs_make_no_devices_unless_they_have_all_privileges() {
        shop.dockerfile("FROM box", "RUN mknod /zero c 1 5 2>&1 || echo refused > /said");
        shop.succeeds();
        assertThat(shop.shows("cat /said; ls /zero 2> /dev/null || true")).isEqualTo("refused\n");
    }
}
