package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Saved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Files of the store that were emptied, cut, changed or removed, and files that nobody knows: damage stays local, is
/// named, and heals.
@Tag("root")
class StoreDamageTest {
    private Site site;
    private Path archive;
    private String stays;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        archive =
                new Saved()
                        .image(Json.EMPTY, "", List.of("bad:1"), Saved.layer("file", "content"))
                        .to(site.work().resolve("bad.tar"));
        site.succeeds("load", "-i", archive.toString());
        stays = site.succeeds("create", "--name", "stays", "box", "cat", "/etc/group").line();
    }

    @AfterEach
    void close() {
        site.jong("rm", "-f", stays);
        site.close();
    }

    @Test
    void R091_R033_every_damaged_file_of_an_image_is_told_hides_nothing_and_heals_by_a_load() {
        for (String file : files()) {
            for (String damage :
                    new String[] {
                        ": > F", "truncate -s 7 F", "rm F", "printf x | dd of=F conv=notrunc"
                    }) {
                site.succeeds("load", "-i", archive.toString());
                Shell.script(
                        site.store(),
                        "{ " + damage.replace("F", "'" + file + "'") + "; } 2> /dev/null");
                othersAreWell(file + ": " + damage);
                Result run = site.jong("run", "--rm", "--pull", "never", "bad:1", "/none");
                assertThat(run.err())
                        .as(file)
                        .doesNotContain("\tat ", "Exception")
                        .startsWith("jong: ");
                site.succeeds("load", "-i", archive.toString());
                whole(file + ": " + damage);
            }
        }
    }

    @Test
    void R091_a_damaged_image_can_be_removed() {
        for (String file : files()) {
            site.succeeds("load", "-i", archive.toString());
            Shell.script(site.store(), ": > '" + file + "'");
            Result removed = site.jong("rmi", "-f", "bad:1");
            assertThat(removed.code()).as(file + ": " + removed).isZero();
            othersAreWell(file);
        }
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
    }

    @Test
    void R091_a_damaged_container_is_told_and_can_be_removed() {
        for (String damage : new String[] {": > F", "truncate -s 9 F", "rm F"}) {
            String id = site.succeeds("create", "--name", "hurt", "box", "true").line();
            Path folder = site.store().resolve("containers").resolve(id);
            for (String file :
                    Shell.script(folder, "find . -maxdepth 1 -type f").lines().toList()) {
                Shell.script(folder, damage.replace("F", file));
            }
            othersAreWell(damage);
            assertThat(site.jong("start", "hurt").code()).as(damage).isNotZero();
            Result removed = site.jong("rm", "-f", "hurt");
            assertThat(removed.code()).as(damage + ": " + removed).isZero();
            site.succeeds("run", "--rm", "--name", "hurt", "box", "true");
        }
    }

    @Test
    void R093_what_nobody_knows_is_left_alone_and_breaks_nothing() {
        String[] folders = {
            ".", "images", "images/blobs", "images/blobs/sha256", "refs", "layers", "tmp", "names"
        };
        for (String folder : folders) {
            Shell.script(
                    site.store().resolve(folder),
                    "mkdir my.dir; echo mine > my.dir/f; echo mine > 'my file'; touch .mine");
        }
        Shell.script(site.store().resolve("containers"), "mkdir my.dir");
        othersAreWell("strange files");
        site.succeeds("rmi", "bad:1");
        Leftovers.sweep(site);
        othersAreWell("strange files after a sweep");
        for (String folder : folders) {
            if (!folder.equals("names")) {
                assertThat(site.store().resolve(folder).resolve("my.dir/f"))
                        .as(folder)
                        .hasContent("mine");
                assertThat(site.store().resolve(folder).resolve("my file"))
                        .as(folder)
                        .hasContent("mine");
            }
        }
        Shell.script(
                site.store(), "rm -rf containers/my.dir names/my.dir 'names/my file' names/.mine");
        Shell.script(site.store(), "rm -rf tmp/my.dir 'tmp/my file' tmp/.mine");
    }

    @Test
    void R051_after_a_reboot_nothing_runs_and_everything_is_there() throws Exception {
        String ran = site.succeeds("run", "-d", "--name", "ran", "box", "sleep", "1000").line();
        String pid = site.succeeds("inspect", "--format", "{{.State.Pid}}", ran).line();
        EngineProcess engine = new EngineProcess(site);
        engine.stop();
        // Monitor first: nobody writes down how the container ended, as in a power cut.
        ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        program.parent().orElseThrow().destroyForcibly();
        program.destroyForcibly();
        Shell.script(site.folder(), "rm -rf run/*");
        String state = site.succeeds("inspect", "--format", "{{.State.Status}}", ran).line();
        assertThat(state).isIn("exited", "created");
        assertThat(site.succeeds("ps", "-q").text()).isEmpty();
        othersAreWell("a reboot");
        site.succeeds("start", "ran");
        assertThat(site.succeeds("ps", "-q").lines()).hasSize(1);
        site.succeeds("rm", "-f", "ran");
    }

    @Test
    void R051_another_boot_id_means_that_recorded_processes_are_gone() throws Exception {
        String ran = site.succeeds("run", "-d", "box", "true").line();
        site.succeeds("wait", ran);
        EngineProcess engine = new EngineProcess(site);
        Path folder = engine.folder();
        engine.stop();
        Files.writeString(folder.resolve("c").resolve(ran), "1 1\n");
        Files.writeString(folder.resolve("boot_id"), "00000000-0000-0000-0000-000000000000\n");
        assertThat(site.succeeds("inspect", "--format", "{{.State.Status}}", ran).line())
                .isEqualTo("exited");
        site.succeeds("rm", ran);
    }

    /// The files that make up the image: its record, and its blobs that the other image does not have.
    private List<String> files() {
        List<String> files =
                Shell.script(
                                site.store(),
                                "find refs -name '*bad*'; grep -l -r -e content -e amd64 -e schemaVersion images/blobs | sort")
                        .lines()
                        .filter(file -> !boxNeeds(file))
                        .toList();
        assertThat(files).as("record, manifest, config and layer").hasSize(4);
        return files;
    }

    private boolean boxNeeds(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String box = site.succeeds("image", "inspect", "box").text();
        String config = site.succeeds("image", "inspect", "-f", "{{.Id}}", "box").line();
        String layer =
                site.succeeds("image", "inspect", "-f", "{{index .RootFS.Layers 0}}", "box").line();
        return box.contains(name) || config.endsWith(name) || layer.endsWith(name);
    }

    private void othersAreWell(String what) {
        assertThat(site.succeeds("images", "--format", "{{.Repository}}", "box").text())
                .as(what)
                .isEqualTo("box\n");
        assertThat(site.succeeds("ps", "-aq", "--no-trunc").text()).as(what).contains(stays);
        assertThat(site.succeeds("start", "-a", "stays").lines()).as(what).hasSize(5);
    }

    private void whole(String what) {
        Result run = site.jong("run", "--rm", "--pull", "never", "bad:1", "/none");
        assertThat(run.code()).as(what + ": " + run).isEqualTo(127);
        Result images = site.succeeds("images");
        assertThat(images.err()).as(what).isEmpty();
        assertThat(images.text()).as(what).contains("bad ");
    }
}
