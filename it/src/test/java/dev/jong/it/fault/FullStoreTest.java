package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.LoopDisk;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Saved;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stores on file systems that are full, out of inodes, read-only, or that lose what was not synced.
@Tag("root")
class FullStoreTest {
    private Site site;
    private Path archive;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        archive =
                new Saved()
                        .image(
                                Json.EMPTY,
                                "",
                                List.of("new:1"),
                                Saved.layer("file", "y".repeat(300_000)))
                        .to(site.work().resolve("new.tar"));
    }

    @AfterEach
    void close() {
        LoopDisk.release(site);
        site.close();
    }

    @Test
    void R029_a_full_store_refuses_in_one_line_and_works_when_there_is_space() {
        tmpfs("size=1500m");
        site.image("box", Prober.tree());
        Shell.script(site.store(), "dd if=/dev/zero of=filler bs=64k 2> /dev/null || true");
        commandsFail("no space");
        site.succeeds("rmi", "box");
        Shell.script(site.store(), "rm filler");
        commandsWork();
    }

    @Test
    void R031_a_store_without_inodes_refuses_in_one_line_and_works_when_there_are_some() {
        tmpfs("size=1500m,nr_inodes=2000");
        site.image("box", Prober.tree());
        Shell.script(site.store(), "seq -f fill-%g 1 3000 | xargs touch 2> /dev/null || true");
        commandsFail("no space");
        site.succeeds("rmi", "box");
        Shell.script(site.store(), "rm fill-*");
        commandsWork();
    }

    @Test
    void R029_commit_and_cp_refuse_in_one_line_and_work_when_there_is_space() {
        tmpfs("size=1500m");
        changed();
        Shell.script(site.store(), "dd if=/dev/zero of=filler bs=64k 2> /dev/null || true");
        filesFail();
        Shell.script(site.store(), "rm filler");
        filesWork();
    }

    @Test
    void R031_commit_and_cp_refuse_in_one_line_and_work_when_there_are_inodes() {
        tmpfs("size=1500m,nr_inodes=2000");
        changed();
        Shell.script(site.store(), "seq -f fill-%g 1 3000 | xargs touch 2> /dev/null || true");
        filesFail();
        Shell.script(site.store(), "rm fill-*");
        filesWork();
    }

    @Test
    void R037_a_read_only_store_is_listed_and_inspected_but_not_changed() {
        tmpfs("size=1500m");
        site.image("box", Prober.tree());
        String id = site.succeeds("create", "--name", "made", "box", "true").line();
        new EngineProcess(site).stop();
        Shell.run("mount", "-o", "remount,ro", site.store().toString());
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        assertThat(site.succeeds("ps", "-aq", "--no-trunc").line()).isEqualTo(id);
        site.succeeds("image", "inspect", "box");
        site.succeeds("inspect", "made");
        for (String[] command : changing()) {
            refused(site.jong(command), "read-only", command);
        }
        refused(site.jong("rm", "made"), "read-only", "rm");
        refused(site.jong("rmi", "box"), "", "rmi");
        Shell.run("mount", "-o", "remount,rw", site.store().toString());
        site.succeeds("rm", "made");
        site.succeeds("run", "--rm", "box", "true");
    }

    @Test
    void R043_R045_R049_what_was_acknowledged_survives_a_power_cut() {
        LoopDisk disk = LoopDisk.under(site);
        site.image("box", Prober.tree());
        afterPowerCut(disk, "import");
        site.succeeds("load", "-i", archive.toString());
        afterPowerCut(disk, "load");
        String id = site.succeeds("run", "-d", "--name", "back", "box", "sleep", "1000").line();
        String seen = afterPowerCut(disk, "run");
        assertThat(seen).contains("back ", "box:latest", "new:1");
        site.succeeds("rm", "-f", id);
    }

    /// The store as it is after the power was cut now, looked at by an engine of its own.
    private String afterPowerCut(LoopDisk disk, String what) {
        try (LoopDisk.Cut cut = disk.cut()) {
            String images = cut.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}");
            String ps = cut.succeeds("ps", "-a", "--format", "{{.Names}} {{.State}}");
            assertThat(cut.succeeds("run", "--rm", "box", "cat", "/etc/group").lines()).hasSize(5);
            if (images.contains("new:1")) {
                String box = Prober.tree().resolve("bin/busybox") + ":/busybox:ro";
                String[] count = {
                    "run", "--rm", "-v", box, "new:1", "/busybox", "wc", "-c", "/file"
                };
                assertThat(cut.succeeds(count)).startsWith("300000 ");
            }
            assertThat(images).as(what).contains("box:latest");
            return images + ps;
        }
    }

    private void tmpfs(String options) {
        site.directory("store");
        Shell.run("mount", "-t", "tmpfs", "-o", options, "jong-test", site.store().toString());
    }

    private void commandsFail(String why) {
        for (String[] command : changing()) {
            refused(site.jong(command), why, command);
        }
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    private void commandsWork() {
        site.image("box", Prober.tree());
        for (String[] command : changing()) {
            site.succeeds(command);
        }
        site.succeeds("rm", "-f", "named");
    }

    private void changed() {
        site.image("box", Prober.tree());
        String script = "head -c 300000 /dev/zero > /new";
        site.succeeds("run", "--name", "made", "box", "sh", "-c", script);
    }

    private void filesFail() {
        for (String[] command : aboutFiles()) {
            refused(site.jong(command), "no space", command);
        }
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        assertThat(site.jong("image", "exists", "copy").code()).isEqualTo(1);
    }

    private void filesWork() {
        for (String[] command : aboutFiles()) {
            site.succeeds(command);
        }
        String[] sizes = {"run", "--rm", "copy", "stat", "-c", "%s", "/new"};
        assertThat(site.succeeds(sizes).line()).isEqualTo("300000");
        site.succeeds("cp", "made:/in.tar", "back.tar");
        assertThat(site.work().resolve("back.tar")).hasSameBinaryContentAs(archive);
        site.succeeds("rm", "made");
    }

    private String[][] aboutFiles() {
        return new String[][] {
            {"commit", "made", "copy"}, {"cp", archive.toString(), "made:/in.tar"},
        };
    }

    private String[][] changing() {
        return new String[][] {
            {"load", "-i", archive.toString()},
            {"import", archive.toString(), "other"},
            {"run", "--rm", "box", "true"},
            {"create", "--name", "named", "box", "true"},
        };
    }

    private static void refused(Result result, String why, String... command) {
        String what = String.join(" ", command);
        assertThat(result.code()).as(what + ": " + result).isBetween(1, 126);
        assertThat(result.err()).as(what).startsWith("jong: ").containsIgnoringCase(why);
        assertThat(result.err().lines().filter(line -> !line.startsWith("hint: ")))
                .as(result.err())
                .hasSize(1);
    }
}
