package dev.jong.service.build.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.solver.Base;
import dev.jong.build.solver.Bases;
import dev.jong.build.solver.Remotes;
import dev.jong.build.step.Tree;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
    private static final Platform HERE = Platform.parse("linux/amd64");
    private static final Platform THERE = Platform.parse("linux/arm64");
    private static final Digest OLD = Digest.of(Text.bytes("old"));
    private static final Digest NEW = Digest.of(Text.bytes("new"));
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir private Path directory;
    private final List<String> asked = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Digest current = OLD;
    private boolean inStore;

    private final Bases bases =
            (reference, platform) -> {
                asked.add(reference + " " + platform);
                boolean pinned = reference.contains(OLD.toString());
                return new Base(
                        reference, pinned ? OLD : current, Json.EMPTY, Tree.SCRATCH, Instant.EPOCH);
            };

    private final Remotes remotes =
            new Remotes() {
                @Override
                public boolean isRepository(String source) {
                    return source.endsWith(".git");
                }

                @Override
                public Fetched fetch(String url, String checksum) {
                    asked.add(url + " " + checksum);
                    if (checksum.startsWith("sha256:") && !checksum.equals(current.toString())) {
                        throw JongException.of(
                                ErrorKind.DATA_LOSS,
                                "the digest of " + url + " is " + current + ", not " + checksum);
                    }
                    return new Fetched(Path.of("/x"), "x", current, Optional.empty());
                }

                @Override
                public Checkout checkOut(String url, String commit, boolean keepGitDirectory) {
                    asked.add(url + " " + commit);
                    return new Checkout(null, COMMIT);
                }
            };

    @Test
    void the_same_things_are_the_same_bytes_in_any_order() throws Exception {
        WriteLock one = WriteLock.to(file(), lines::add);
        one.over(bases).find("b", HERE);
        one.over(bases).find("a", THERE);
        one.over(bases).find("a", HERE);
        one.over(remotes).fetch("http://h/2", "");
        one.over(remotes).fetch("http://h/1", "");
        one.built();
        String first = Files.readString(file());
        WriteLock two = WriteLock.to(file(), lines::add);
        two.over(remotes).fetch("http://h/1", "");
        two.over(bases).find("a", HERE);
        two.over(remotes).fetch("http://h/2", "");
        two.over(bases).find("a", THERE);
        two.over(bases).find("b", HERE);
        two.built();
        assertThat(Files.readString(file())).isEqualTo(first).endsWith("}\n");
        assertThat(first.indexOf("\"a\"")).isLessThan(first.indexOf("\"b\""));
        assertThat(Lock.parse(Text.bytes(first)).bytes()).isEqualTo(Text.bytes(first));
        assertThat(lines).allMatch(line -> line.startsWith("wrote "));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r--r--");
        assertThat(directory).isDirectoryContaining(path -> path.equals(file()));
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void nothing_is_written_for_a_build_that_fails() {
        WriteLock.to(file(), lines::add).over(bases).find("a", HERE);
        assertThat(file()).doesNotExist();
    }

    @Test
    void passwords_of_urls_are_not_written() throws Exception {
        WriteLock lock = WriteLock.to(file(), lines::add);
        lock.over(remotes).checkOut("https://user:canary@h/x.git#main", "", false);
        lock.built();
        assertThat(Files.readString(file()))
                .contains("https://h/x.git#main")
                .doesNotContain("canary");
        assertThat(
                        held().over(remotes)
                                .checkOut("https://user:other@h/x.git#main", "", false)
                                .commit())
                .isEqualTo(COMMIT);
        assertThat(asked.getLast()).endsWith("#main " + COMMIT);
    }

    @Test
    void an_image_is_taken_by_the_digest_that_is_locked() {
        write();
        current = NEW;
        Base base = held().over(bases).find("a:1", HERE);
        assertThat(base.digest()).isEqualTo(OLD);
        assertThat(base.name()).isEqualTo("a:1");
        assertThat(asked.getLast()).isEqualTo("docker.io/library/a@" + OLD + " linux/amd64");
        inStore = true;
        held().over(bases).find("a:1", HERE);
        assertThat(asked.getLast()).isEqualTo(OLD + " linux/amd64");
    }

    @Test
    void what_is_not_locked_is_refused_before_anybody_is_asked() {
        write();
        asked.clear();
        assertThatThrownBy(() -> held().over(bases).find("b", HERE))
                .hasMessage("the image b for linux/amd64 is not in jong.lock");
        assertThatThrownBy(() -> held().over(bases).find("a:1", THERE))
                .hasMessage("the image a:1 for linux/arm64 is not in jong.lock");
        assertThatThrownBy(() -> held().over(remotes).fetch("http://h/other", ""))
                .hasMessage("the file http://h/other is not in jong.lock");
        assertThatThrownBy(() -> held().over(remotes).checkOut("https://h/y.git", "", false))
                .hasMessage("the repository https://h/y.git is not in jong.lock");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_file_that_has_changed_is_refused_with_both_digests() {
        write();
        assertThat(held().over(remotes).fetch("http://h/f", "").digest()).isEqualTo(OLD);
        assertThat(asked.getLast()).isEqualTo("http://h/f " + OLD);
        current = NEW;
        for (String checksum : List.of("", "sha512:" + "0".repeat(128), NEW.toString())) {
            assertThatThrownBy(() -> held().over(remotes).fetch("http://h/f", checksum))
                    .as(checksum)
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
                    .hasMessageContaining("http://h/f")
                    .hasMessageContaining(OLD.toString())
                    .hasMessageContaining(NEW.toString());
        }
    }

    @Test
    void a_lock_that_is_none_is_refused_by_name() throws Exception {
        assertThatThrownBy(this::held)
                .hasMessageContaining("there is no ")
                .hasMessageContaining("jong.lock");
        for (String text :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"version\":2}",
                        "{\"version\":1,\"images\":[{}]}",
                        "{\"version\":1,\"repositories\":[{\"url\":\"u\",\"commit\":\"--x\"}]}")) {
            Files.writeString(file(), text);
            assertThatThrownBy(this::held)
                    .as(text)
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("cannot use ")
                    .hasMessageContaining("jong.lock");
        }
    }

    private Path file() {
        return directory.resolve("jong.lock");
    }

    private void write() {
        WriteLock lock = WriteLock.to(file(), lines::add);
        lock.over(bases).find("a:1", HERE);
        lock.over(remotes).fetch("http://h/f", "");
        lock.built();
    }

    private HoldToLock held() {
        return HoldToLock.read(file(), (name, platform) -> inStore);
    }
}
