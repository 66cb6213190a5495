package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong info`: facts about host and store, with Docker's words and field names.
@Tag("root")
class InfoTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void facts_have_the_names_that_docker_gives_them(boolean root) {
        try (Site site = Site.empty(root ? Account.root() : Account.withRange())) {
            Path archive = site.work().resolve("box.tar");
            new Saved()
                    .image(Json.EMPTY, "", List.of("a:1", "b:1"), Saved.layer("f", "x"))
                    .to(archive);
            site.succeeds("load", "-q", "-i", archive.toString());
            String container = site.succeeds("create", "a:1", "/f").line();
            Result text = site.succeeds("info");
            assertThat(text.text())
                    .contains("Server:\n Containers: 1\n  Running: 0\n  Paused: 0\n  Stopped: 1\n")
                    .contains(" Images: 1\n", " Storage Driver: ", " Kernel Version: ", " CPUs: ")
                    .contains(" Docker Root Dir: " + site.store() + "\n", " Store Limit: none\n");
            String json = site.succeeds("system", "info", "--format", "json").line();
            Json.Obj info = JsonParser.parseObject(dev.jong.base.Text.bytes(json));
            assertThat(info.text("OSType")).isEqualTo("linux");
            assertThat(info.number("MemTotal").orElse(0L)).isGreaterThan(1L << 20);
            assertThat(info.strings("SecurityOptions").contains("name=rootless")).isEqualTo(!root);
            assertThat(info.object("Store").text("Path")).isEqualTo(site.store().toString());
            assertThat(site.succeeds("info", "-f", "{{.ContainersStopped}}/{{.Images}}").line())
                    .isEqualTo("1/1");
            site.succeeds("rm", container);
        }
    }
}
