package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `--cache-from` and `--cache-to`: what one store has built another one need not.
@Tag("root")
class CachePlacesTest {
    private Site one;
    private Site two;
    private Workshop first;
    private Workshop second;

    @BeforeEach
    void open() {
        one = Site.open(Account.root());
        two = Site.empty(Account.root());
        // The same base image: an import of its own would be another.
        Path box = one.work().resolve("box.tar");
        one.succeeds("save", "-o", box.toString(), "box");
        two.succeeds("load", "-i", box.toString());
        first = prepared(one);
        second = prepared(two);
    }

    private static Workshop prepared(Site site) {
        return new Workshop(site)
                .file("f", "x")
                .dockerfile(
                        "FROM box AS tools",
                        "RUN cat /proc/sys/kernel/random/uuid > /tool && touch /more",
                        "FROM box",
                        "RUN cat /proc/sys/kernel/random/uuid > /made",
                        "COPY f /f",
                        "COPY --from=tools /tool /tool");
    }

    @AfterEach
    void close() {
        try (Site _ = two) {
            one.close();
        }
    }

    @Test
    void a_directory_takes_all_steps_to_another_store() {
        Path place = one.directory("cache");
        first.succeeds("--cache-to", "type=local,dest=" + place + ",mode=max");
        String shown = second.succeeds("--cache-from", "type=local,src=" + place);
        assertThat(shown).contains("CACHED").doesNotContainPattern("RUN[^\n]*\n[^\n]*DONE");
        assertThat(shows(two)).isEqualTo(shows(one));
        assertThat(second.inspect("{{.Id}}")).isEqualTo(first.inspect("{{.Id}}"));
        assertThat(second.succeeds()).doesNotContain("DONE");
        assertThat(two.succeeds("builder", "du").text()).contains("Shared:");
    }

    @Test
    void the_least_that_is_taken_is_what_the_image_stands_upon() {
        Path place = one.directory("cache");
        first.succeeds("--cache-to", "type=local,tag=least,dest=" + place);
        second.succeeds("--cache-from", "type=local,tag=least,src=" + place);
        assertThat(second.shows("cat /made")).isEqualTo(first.shows("cat /made"));
        assertThat(second.shows("cat /tool")).isNotEqualTo(first.shows("cat /tool"));
    }

    @Test
    void a_registry_takes_all_steps_to_another_store() {
        try (LocalRegistry registry = LocalRegistry.open(one.directory("registry"))) {
            String name = registry.authority() + "/team/cache:main";
            first.succeeds("--cache-to", "type=registry,ref=" + name + ",mode=max");
            second.succeeds("--cache-from", name);
            assertThat(shows(two)).isEqualTo(shows(one));
            assertThat(second.inspect("{{.Id}}")).isEqualTo(first.inspect("{{.Id}}"));
        }
    }

    @Test
    void an_image_tells_of_the_steps_that_made_it() {
        try (LocalRegistry registry = LocalRegistry.open(one.directory("registry"))) {
            String name = registry.authority() + "/team/app:1";
            first.dockerfile(
                    "FROM box", "RUN cat /proc/sys/kernel/random/uuid > /made", "COPY f /f");
            second.dockerfile(
                    "FROM box", "RUN cat /proc/sys/kernel/random/uuid > /made", "COPY f /f");
            one.succeeds(
                    "build",
                    "-t",
                    name,
                    "--push",
                    "--cache-to",
                    "type=inline",
                    first.context().toString());
            String id = one.succeeds("image", "inspect", "-f", "{{.Id}}", name).line();
            assertThat(first.succeeds("--cache-to", "type=inline")).doesNotContain("DONE");
            assertThat(first.inspect("{{.Id}}")).isEqualTo(id);
            second.succeeds("--cache-from", name, "--cache-to", "type=inline");
            assertThat(second.shows("cat /made")).isEqualTo(first.shows("cat /made"));
            assertThat(second.inspect("{{.Id}}")).isEqualTo(id);
            second.succeeds();
            assertThat(second.inspect("{{.Id}}")).isNotEqualTo(id);
        }
    }

    @Test
    void a_place_that_is_not_there_is_a_warning_to_read_and_an_error_to_write() {
        Result read =
                first.build(
                        "--cache-from",
                        "type=local,src=" + one.folder().resolve("nowhere"),
                        "--cache-from",
                        "localhost:1/no/such");
        assertThat(read.code()).as(read.toString()).isZero();
        assertThat(read.err()).contains("no cached steps from localhost:1/no/such");
        first.dockerfile("FROM box", "RUN echo other");
        String before = first.inspect("{{.Id}}");
        Result written = first.build("--cache-to", "type=registry,ref=localhost:1/no/such");
        assertThat(written.code()).isEqualTo(1);
        assertThat(first.inspect("{{.Id}}")).isNotEqualTo(before);
        first.succeeds("--cache-to", "type=registry,ref=localhost:1/no/such,ignore-error=true");
    }

    @Test
    void a_layer_that_is_damaged_is_built_anew() {
        Path place = one.directory("cache");
        first.succeeds("--cache-to", "type=local,dest=" + place + ",mode=max");
        Shell.script(
                place,
                "for f in blobs/sha256/*; do"
                        + " test $(wc -c < $f) -gt 1500 && printf x | dd of=$f bs=1 seek=700"
                        + " conv=notrunc 2> /dev/null; done; true");
        Result built = second.build("--cache-from", "type=local,src=" + place);
        assertThat(built.code()).as(built.toString()).isZero();
        assertThat(second.shows("cat /made")).isNotEqualTo(first.shows("cat /made"));
    }

    @Test
    void places_that_are_not_spoken_with_are_refused_by_name() {
        for (String type : new String[] {"gha", "s3", "azblob"}) {
            Result refused = first.build("--cache-to", "type=" + type + ",bucket=x,mode=max");
            assertThat(refused.code()).as(type).isEqualTo(125);
            assertThat(refused.err()).contains(type).contains("type=registry");
        }
        assertThat(first.build("--cache-from", "type=local").err()).contains("src=DIRECTORY");
        assertThat(first.build("--cache-to", "type=local,dest=/x,mode=mid").err())
                .contains("use min or max");
        assertThat(Files.exists(Path.of("/x"))).isFalse();
    }

    private static String shows(Site site) {
        return site.succeeds("run", "--rm", "--network", "none", "made", "cat", "/made", "/tool")
                .text();
    }
}
