package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which ids a container of an ordinary user has, and how it gets them.
@Tag("root")
class MappingTest {
    /// Whoever may drop a group in a new namespace may pass a check that this group is refused (CVE-2014-8989).
    @Test
    void U03_setgroups_is_denied_before_a_group_is_mapped() throws Exception {
        Needs.program("/usr/bin/strace");
        try (Account account = Account.single();
                Site site = Site.open(account)) {
            Path trace = site.work().resolve("trace");
            site.jong("engine", "stop");
            Result result =
                    site.host(
                                    "strace",
                                    "-f",
                                    "-qq",
                                    "-e",
                                    "trace=openat,open,write",
                                    "-o",
                                    trace.toString(),
                                    site.program(),
                                    "run",
                                    "--rm",
                                    "box",
                                    "cat",
                                    "/proc/self/setgroups",
                                    "/proc/self/gid_map")
                            .with("JONG_ENGINE", "off")
                            .finish();
            assertThat(result.code()).as(result.toString()).isZero();
            assertThat(result.text().split("\\s+"))
                    .containsExactly("deny", "0", Integer.toString(account.gid()), "1");
            List<String> lines =
                    Files.readAllLines(trace).stream()
                            .filter(line ->
                                    line.contains("/setgroups")
                                            || line.contains("/gid_map")
                                            || line.contains("\"deny\""))
                            .toList();
            assertThat(lines.get(0)).contains("/setgroups");
            assertThat(lines.get(1)).contains("\"deny\"").endsWith("= 4");
            assertThat(lines.get(2)).contains("/gid_map");
        }
    }

    /// What root of the host keeps to itself stays closed to root of a container, whatever is mounted.
    @Test
    void U05_files_of_the_host_s_root_stay_closed_to_a_mapped_root() throws Exception {
        try (Site site = Site.open(Account.root())) {
            Path folder = hostFiles(site);
            assertThat(
                            site.succeeds(
                                            "run",
                                            "--rm",
                                            "-v",
                                            folder + ":/d",
                                            "box",
                                            "cat",
                                            "/d/secret")
                                    .text())
                    .as("the host's own root reads it")
                    .isEqualTo("secret");
        }
        for (boolean range : new boolean[] {false, true}) {
            try (Account account = range ? Account.withRange() : Account.single();
                    Site site = Site.open(account)) {
                Path folder = hostFiles(site);
                for (String attempt :
                        new String[] {
                            "cat /d/secret",
                            "echo x > /d/secret",
                            "echo x > /d/new",
                            "rm -f /d/secret",
                            "chown 0:0 /d/secret",
                            "chmod 666 /d/secret",
                            "mv /d/secret /d/other"
                        }) {
                    Result result =
                            site.jong(
                                    "run",
                                    "--rm",
                                    "-v",
                                    folder + ":/d",
                                    "--privileged",
                                    "box",
                                    "sh",
                                    "-c",
                                    attempt);
                    assertThat(result.code()).as(attempt + result).isEqualTo(1);
                    assertThat(result.err())
                            .as(attempt)
                            .containsAnyOf("ermission denied", "not permitted");
                    assertThat(result.out()).isEmpty();
                }
                assertThat(
                                site.succeeds(
                                                "run",
                                                "--rm",
                                                "-v",
                                                folder + ":/d",
                                                "box",
                                                "stat",
                                                "-c",
                                                "%u",
                                                "/d/secret")
                                        .line())
                        .isEqualTo("65534");
                assertThat(Files.readString(folder.resolve("secret"))).isEqualTo("secret");
            }
        }
    }

    @Test
    void U07_helpers_are_never_looked_for_in_the_caller_s_path() throws Exception {
        try (Account account = Account.withRange();
                Site site = Site.open(account)) {
            Path canary = site.work().resolve("helper-was-here");
            Path hostile = site.directory("work/hostile");
            for (String name : new String[] {"newuidmap", "newgidmap", "java", "sh"}) {
                Files.writeString(hostile.resolve(name), "#!/bin/sh\necho $0 >> " + canary + "\n");
            }
            Shell.script(hostile, "chmod 755 *");
            site.jong("engine", "stop");
            for (String path :
                    new String[] {hostile + ":/usr/bin:/bin", hostile.toString(), ".:" + hostile}) {
                Result result =
                        site.host(
                                        "/bin/sh",
                                        "-c",
                                        "cd "
                                                + hostile
                                                + " && exec "
                                                + site.program()
                                                + " run --rm box probe dump")
                                .with("PATH", path)
                                .with("JONG_ENGINE", "off")
                                .finish();
                assertThat(canary).as(path).doesNotExist();
                assertThat(result.code()).as(result.toString()).isZero();
                assertThat(result.probe().value("uid_map")).as(path).contains("65536");
            }
        }
    }

    private static Path hostFiles(Site site) throws Exception {
        Path folder = Files.createDirectory(site.folder().resolve("of-root"));
        Files.writeString(folder.resolve("secret"), "secret");
        Shell.script(folder, "chmod 755 .; chmod 600 secret; chown 0:0 . secret");
        return folder;
    }
}
