package dev.jong.build.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.context.FetchUrl.Reach;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.image.registry.http.Network;
import dev.jong.linux.HostProgram;
import dev.jong.linux.NativeSyscalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckOutGitTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH", "/usr/local/bin:/usr/bin:/bin",
                    "HOME", "/nonexistent",
                    "GIT_AUTHOR_NAME", "a",
                    "GIT_AUTHOR_EMAIL", "a@b",
                    "GIT_COMMITTER_NAME", "a",
                    "GIT_COMMITTER_EMAIL", "a@b");

    @TempDir private Path directory;

    private Path repository;
    private Path temporary;
    private String first = "";

    private static final class NoNetwork implements Network {
        @Override
        public List<InetAddress> lookUp(String host) {
            return List.of(InetAddress.ofLiteral("169.254.169.254"));
        }

        @Override
        public Socket connect(InetAddress address, int port, int millis) throws IOException {
            throw new IOException("no network");
        }
    }

    @BeforeEach
    void make() throws IOException {
        assumeTrue(
                HostProgram.locate("git", ENVIRONMENT.getOrDefault("PATH", "")).isPresent(),
                "git is missing");
        temporary = Files.createDirectory(directory.resolve("tmp"));
        repository = Files.createDirectory(directory.resolve("repository"));
        git("init", "-q", "-b", "main");
        write("a.txt", "one");
        write("sub/run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                repository.resolve("sub/run.sh"), PosixFilePermissions.fromString("rwxrwxrwx"));
        first = commit();
        git("tag", "v1");
        write("a.txt", "two");
        commit();
    }

    private String git(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-C", repository.toString()));
        all.addAll(List.of("-c", "safe.directory=*"));
        all.addAll(List.of(arguments));
        HostProgram.Outcome outcome =
                HostProgram.find("git", ENVIRONMENT, Duration.ofSeconds(20))
                        .orElseThrow()
                        .run(all, "");
        assertThat(outcome.exitCode()).as("git %s", all).isZero();
        return outcome.output().strip();
    }

    private String commit() {
        git("add", "-A");
        git("commit", "-q", "-m", "x");
        return git("rev-parse", "HEAD");
    }

    private void write(String name, String content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private GitUrl url(String ref, String directory) {
        String remote = "file://" + repository;
        return new GitUrl(remote, "", ref, directory, "", Optional.empty());
    }

    private CheckOutGit checkOut() {
        return new CheckOutGit(
                new NativeSyscalls(),
                temporary,
                ENVIRONMENT,
                new GitHosts(new NoNetwork(), Reach.NETWORK),
                "file");
    }

    private static FileTree tree(GitCheckout checkout) {
        return DirectoryTree.open(
                new NativeSyscalls(),
                checkout.directory(),
                IgnoreRules.NONE,
                StatCache.none(InstantSource.system()));
    }

    private static String content(FileTree tree, String path) throws IOException {
        try (InputStream in = tree.open(tree.resolve(path).orElseThrow())) {
            return Text.of(in.readNBytes(100));
        }
    }

    @Test
    void checks_out_what_the_ref_says() throws IOException {
        for (String ref : List.of("v1", first, first.substring(0, 10), "refs/tags/v1")) {
            try (GitCheckout checkout = checkOut().checkOut(url(ref, ""), "", false);
                    FileTree tree = tree(checkout)) {
                assertThat(checkout.commit()).isEqualTo(first);
                assertThat(content(tree, "a.txt")).isEqualTo("one");
            }
        }
        try (GitCheckout checkout = checkOut().checkOut(url("", ""), "", false);
                FileTree tree = tree(checkout)) {
            assertThat(content(tree, "a.txt")).isEqualTo("two");
        }
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shows_modes_of_git_and_its_directory_only_when_asked() {
        try (GitCheckout plain = checkOut().checkOut(url("v1", ""), "", false);
                GitCheckout kept = checkOut().checkOut(url("v1", ""), "", true);
                FileTree tree = tree(plain);
                FileTree whole = tree(kept)) {
            assertThat(tree.find("a.txt").map(FileEntry::mode)).contains(0644);
            assertThat(tree.find("sub/run.sh").map(FileEntry::mode)).contains(0755);
            assertThat(tree.find("").map(FileEntry::mode)).contains(0755);
            assertThat(tree.find(".git")).isEmpty();
            assertThat(whole.find(".git/HEAD")).isPresent();
        }
    }

    @Test
    void another_commit_than_the_checksum_says_is_an_error() {
        checkOut().checkOut(url("v1", ""), first, false).close();
        assertThatThrownBy(() -> checkOut().checkOut(url("main", ""), first, false))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
    }

    @Test
    void says_what_git_says_and_leaves_nothing() throws IOException {
        assertThatThrownBy(() -> checkOut().checkOut(url("nope", ""), "", false))
                .hasMessageContaining("at \"nope\": git fetch failed: fatal: ");
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void without_git_it_says_so() {
        CheckOutGit without =
                new CheckOutGit(
                        new NativeSyscalls(),
                        temporary,
                        Map.of("PATH", "/nonexistent"),
                        new GitHosts(new NoNetwork(), Reach.NETWORK));
        assertThatThrownBy(() -> without.checkOut(url("", ""), "", false))
                .hasMessageContaining("this host has no git");
    }

    @Test
    void other_transports_are_refused() {
        CheckOutGit network =
                new CheckOutGit(
                        new NativeSyscalls(),
                        temporary,
                        ENVIRONMENT,
                        new GitHosts(new NoNetwork(), Reach.NETWORK));
        assertThatThrownBy(() -> network.checkOut(url("", ""), "", false))
                .hasMessageContaining("transport 'file' not allowed");
    }

    @Test
    void B09_hosts_on_the_link_are_not_asked() {
        GitUrl metadata = GitUrl.parse("http://metadata.example/x.git").orElseThrow();
        assertThatThrownBy(() -> checkOut().checkOut(metadata, "", false))
                .hasMessageContaining("it is this host or on its link");
        assertThatThrownBy(() ->
                        checkOut()
                                .checkOut(GitUrl.parse("git@localhost:x").orElseThrow(), "", false))
                .hasMessageContaining("it is this host or on its link");
    }

    @Test
    void B09_submodules_of_hosts_on_the_link_are_not_asked() throws IOException {
        write(".gitmodules", "[submodule \"m\"]\n\tpath = m\n\turl = http://metadata.example/x\n");
        commit();
        assertThatThrownBy(() -> checkOut().checkOut(url("", ""), "", false))
                .hasMessageContaining("it is this host or on its link");
    }

    @Test
    void B07_links_out_of_the_checkout_stay_inside() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(repository.resolve("absolute"), secret);
        Files.createSymbolicLink(repository.resolve("up"), Path.of("../../../../secret"));
        Files.createSymbolicLink(repository.resolve("out"), directory);
        commit();
        try (GitCheckout checkout = checkOut().checkOut(url("", ""), "", false);
                FileTree tree = tree(checkout)) {
            assertThat(tree.resolve("absolute")).isEmpty();
            assertThat(tree.resolve("up")).isEmpty();
            assertThat(tree.find("out/secret")).isEmpty();
        }
        assertThatThrownBy(() -> checkOut().checkOut(url("", "out"), "", false))
                .hasMessage("the repository has no directory \"out\"");
        try (GitCheckout checkout = checkOut().checkOut(url("", "sub"), "", false);
                FileTree tree = tree(checkout)) {
            assertThat(tree.find("../a.txt")).isEmpty();
            assertThat(tree.find("run.sh")).isPresent();
        }
    }

    @Test
    void hooks_and_filters_are_not_run() throws IOException {
        Path marker = directory.resolve("marker");
        write(".gitattributes", "* filter=evil\n");
        write("hooks/post-checkout", "#!/bin/sh\ntouch " + marker + "\n");
        Files.setPosixFilePermissions(
                repository.resolve("hooks/post-checkout"),
                PosixFilePermissions.fromString("rwxr-xr-x"));
        commit();
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[core]\n\thooksPath = hooks\n[filter \"evil\"]\n\tsmudge = touch "
                        + marker
                        + "\n");
        Map<String, String> own = new java.util.HashMap<>(ENVIRONMENT);
        own.put("HOME", home.toString());
        CheckOutGit git =
                new CheckOutGit(
                        new NativeSyscalls(),
                        temporary,
                        own,
                        new GitHosts(new NoNetwork(), Reach.NETWORK),
                        "file");
        git.checkOut(url("", ""), "", false).close();
        assertThat(marker).doesNotExist();
    }
}
