package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.fault.Injection.Point;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Death, a full and a broken disk at many points of each command that changes the store. After each, the store is
/// usable, what was acknowledged is whole, what was not is whole or absent, and the same command succeeds.
/// `-Djong.faults=100000` takes all points.
@Tag("root")
class FaultSweepTest {
    private static final int POINTS = Integer.getInteger("jong.faults", 12);
    private static final String CONTENT = "content of the upper layer";

    private Site site;
    private Injection injection;
    private Path archive;
    private String stays;
    private String before;
    private int looks;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        injection = new Injection(site);
        archive =
                new Saved()
                        .image(
                                Json.EMPTY,
                                "",
                                List.of("new:1"),
                                Saved.layer("lower", "x"),
                                Saved.layer("upper", CONTENT))
                        .to(site.work().resolve("new.tar"));
        stays = site.succeeds("create", "--name", "stays", "box", "cat", "/etc/group").line();
        // The folder of volumes stays when the last of them goes.
        site.succeeds("volume", "create", "kept");
        site.succeeds("volume", "rm", "kept");
        // The usual network stays as well, once there is one.
        site.succeeds("run", "--rm", "box", "true");
        before = Leftovers.of(site);
    }

    @AfterEach
    void close() {
        site.jong("rm", "-f", stays);
        // The names of killed monitors stay where fronts look for user namespaces; they pass by
        // them.
        Shell.script(site.folder(), "find run -path '*/monitors/*' -delete");
        site.close();
    }

    @Test
    void R019_R029_R035_load() {
        for (Point point : injection.points(POINTS, "load", "-i", archive.toString())) {
            site.succeeds("rmi", "-f", "new:1");
            Result result = injection.run(point, "load", "-i", archive.toString());
            sound(point, result);
            if (!wholeOrAbsent(point, result)) {
                site.succeeds("load", "-i", archive.toString());
                wholeOrAbsent(point, new Result(0, new byte[0], ""));
            }
        }
        site.succeeds("rmi", "-f", "new:1");
        nothingIsLeft();
    }

    @Test
    void R019_R029_R035_import() throws IOException {
        Path tree = site.work().resolve("tree.tar");
        Files.write(tree, Saved.layer("upper", CONTENT));
        String[] command = {"import", "--change", "LABEL a=b", tree.toString(), "new:1"};
        for (Point point : injection.points(POINTS, command)) {
            site.succeeds("rmi", "-f", "new:1");
            Result result = injection.run(point, command);
            sound(point, result);
            if (!wholeOrAbsent(point, result)) {
                site.succeeds(command);
                wholeOrAbsent(point, new Result(0, new byte[0], ""));
            }
        }
        site.succeeds("rmi", "-f", "new:1");
        nothingIsLeft();
    }

    @Test
    void R007_R011_R029_R035_attached_run() {
        String[] command = {"run", "--rm", "--name", "once", "box", "echo", "out"};
        for (Point point : injection.points(POINTS, command)) {
            Result result = injection.run(point, command);
            sound(point, result);
            boolean done = result.code() == 0;
            assertThat(!done || result.text().equals("out\n")).as(point.toString()).isTrue();
            retriedWithin(point, "once", command);
        }
        nothingIsLeft();
    }

    @Test
    void R007_R011_R029_R035_detached_run() {
        String[] command = {"run", "-d", "--name", "back", "box", "true"};
        for (Point point : injection.points(POINTS, command)) {
            site.jong("rm", "-f", "back");
            Result result = injection.run(point, command);
            sound(point, result);
            if (result.code() == 0) {
                // A child killed before its exec looks like a killed program; a killed monitor
                // tells nothing.
                assertThat(site.succeeds("wait", "back").line())
                        .as(point.toString())
                        .isIn("0", "137", "255");
            }
            retriedWithin(point, "back", command);
        }
        site.jong("rm", "-f", "back");
        nothingIsLeft();
    }

    @Test
    void R029_R035_rmi() {
        site.succeeds("load", "-i", archive.toString());
        boolean there = false;
        for (Point point : injection.points(POINTS, "rmi", "new:1")) {
            if (!there) {
                site.succeeds("load", "-i", archive.toString());
            }
            Result result = injection.run(point, "rmi", "new:1");
            sound(point, result);
            there = wholeOrAbsent(point, new Result(1, new byte[0], ""));
            assertThat(there && result.code() == 0).as(point.toString()).isFalse();
        }
        site.succeeds("rmi", "-f", "new:1");
        nothingIsLeft();
    }

    @Test
    void R029_R035_rm() {
        site.succeeds("create", "--name", "gone", "box", "true");
        for (Point point : injection.points(POINTS, "rm", "gone")) {
            site.succeeds("create", "--name", "gone", "box", "true");
            Result result = injection.run(point, "rm", "gone");
            sound(point, result);
            if (site.jong("inspect", "gone").code() == 0) {
                assertThat(result.code()).as(point.toString()).isNotZero();
                site.succeeds("rm", "gone");
            }
        }
        nothingIsLeft();
    }

    @Test
    void R029_R035_R045_volume_create_and_rm() {
        String[] create = {"volume", "create", "kept"};
        for (Point point : injection.points(POINTS, create)) {
            site.jong("volume", "rm", "-f", "kept");
            Result result = injection.run(point, create);
            sound(point, result);
            boolean there = site.jong("volume", "exists", "kept").code() == 0;
            assertThat(there || result.code() != 0).as(point.toString()).isTrue();
            assertThat(site.succeeds(create).line()).as(point.toString()).isEqualTo("kept");
            String[] write = {"run", "--rm", "-v", "kept:/v", "box", "sh", "-c", "echo a > /v/f"};
            assertThat(site.jong(write).code()).as(point.toString()).isZero();
        }
        site.jong("volume", "rm", "-f", "kept");
        site.succeeds(create);
        for (Point point : injection.points(POINTS, "volume", "rm", "kept")) {
            site.succeeds(create);
            Result result = injection.run(point, "volume", "rm", "kept");
            sound(point, result);
            boolean there = site.jong("volume", "exists", "kept").code() == 0;
            assertThat(there && result.code() == 0).as(point.toString()).isFalse();
        }
        site.jong("volume", "rm", "-f", "kept");
        nothingIsLeft();
    }

    @Test
    void R007_R029_R035_create_and_start() {
        String[] create = {"create", "--name", "back", "box", "true"};
        for (Point point : injection.points(POINTS / 2, create)) {
            site.jong("rm", "-f", "back");
            Result result = injection.run(point, create);
            sound(point, result);
            retriedWithin(point, "back", create);
        }
        site.succeeds("start", "back");
        site.succeeds("wait", "back");
        for (Point point : injection.points(POINTS / 2, "start", "back")) {
            sound(point, injection.run(point, "start", "back"));
            // A child or a monitor that was killed told nothing.
            assertThat(site.succeeds("wait", "back").line())
                    .as(point.toString())
                    .isIn("0", "125", "137", "255");
            site.succeeds("start", "back");
            assertThat(site.succeeds("wait", "back").line()).as(point.toString()).isEqualTo("0");
        }
        site.jong("rm", "-f", "back");
        nothingIsLeft();
    }

    /// I1, I2, I8, I11: what was there is there and works, and nothing was said that a user can't read.
    private void sound(Point point, Result result) {
        assertThat(result.err()).as(point.toString()).doesNotContain("\tat ", "Exception");
        Result images = site.succeeds("images", "--format", "{{.Repository}}", "box");
        assertThat(images.line()).as(point.toString()).isEqualTo("box");
        assertThat(images.err()).as(point.toString()).isEmpty();
        assertThat(site.succeeds("ps", "-aq", "--no-trunc").text())
                .as(point.toString())
                .contains(stays);
        if (looks++ % 4 == 0) {
            assertThat(site.succeeds("start", "-a", "stays").lines())
                    .as(point.toString())
                    .hasSize(5);
        }
    }

    /// I3, I2.
    private boolean wholeOrAbsent(Point point, Result result) {
        boolean there = !site.succeeds("images", "-q", "new:1").text().isEmpty();
        assertThat(there || result.code() != 0).as(point.toString()).isTrue();
        if (there) {
            assertThat(readUpper()).as(point.toString()).isEqualTo(CONTENT);
        }
        return there;
    }

    private String readUpper() {
        String busybox = Prober.tree().resolve("bin/busybox") + ":/busybox:ro";
        return site.succeeds("run", "--rm", "-v", busybox, "new:1", "/busybox", "cat", "/upper")
                .text();
    }

    /// I6: a name may still be taken by what a killed engine left; removing it by that name must do.
    private void retriedWithin(Point point, String name, String... command) {
        Result again = site.jong(command);
        if (again.code() != 0) {
            site.succeeds("rm", "-f", name);
            again = site.jong(command);
        }
        assertThat(again.code()).as(point + ": " + again).isZero();
    }

    /// I5, I10: when what was made is removed and what was killed is swept, the store is as it was.
    private void nothingIsLeft() {
        Leftovers.sweep(site);
        assertThat(Leftovers.of(site)).isEqualTo(before);
        assertThat(Shell.script(site.store(), "ls trash")).isEmpty();
    }
}
