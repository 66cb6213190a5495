package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDatabaseTest {
    private static final String PASSWD =
            """
            root:x:0:0:root:/root:/bin/sh
            app:x:1000:1001:An app:/home/app:/bin/sh
            1234:x:0:0:a trap:/root:/bin/sh
            4294967296:x:0:0:a trap:/root:/bin/sh
            homeless:x:1002:1002::
            huge:x:99999999999:0:::
            negative:x:-5:0:::
            """;
    private static final String GROUP =
            """
            root:x:0:
            app:x:1001:
            wheel:x:10:root,app
            video:x:44:other,app,more
            apples:x:45:apple,xapp
            999:x:0:app2
            """;

    @Test
    void empty_is_root() {
        assertThat(user("")).isEqualTo(new Spec.User(0, 0, List.of(0, 10)));
        assertThat(home("")).isEqualTo("/root");
    }

    @Test
    void a_name_brings_its_group_its_memberships_and_its_home() {
        assertThat(user("app")).isEqualTo(new Spec.User(1000, 1001, List.of(1001, 10, 44)));
        assertThat(home("app")).isEqualTo("/home/app");
    }

    @Test
    void a_number_with_an_entry_brings_the_same() {
        assertThat(user("1000")).isEqualTo(new Spec.User(1000, 1001, List.of(1001, 10, 44)));
    }

    @Test
    void a_user_without_a_name_and_lines_without_anything_do_no_harm() {
        UserDatabase users =
                new UserDatabase(
                        Optional.of(Text.bytes("\n:x:0:0::/:\n")),
                        Optional.of(Text.bytes("\n\n\nroot:x:7:\n\n")));
        assertThat(users.resolve("0", List.of()).user())
                .isEqualTo(new Spec.User(0, 0, List.of(0, 7)));
    }

    @Test
    void a_number_without_an_entry_stands_alone() {
        assertThat(user("4711")).isEqualTo(new Spec.User(4711, 0, List.of(0)));
        assertThat(home("4711")).isEqualTo("/");
    }

    @Test
    void a_group_that_is_given_replaces_all_memberships() {
        assertThat(user("app:wheel")).isEqualTo(new Spec.User(1000, 10, List.of(10)));
        assertThat(user("app:77")).isEqualTo(new Spec.User(1000, 77, List.of(77)));
        assertThat(user(":wheel")).isEqualTo(new Spec.User(0, 10, List.of(10)));
    }

    @Test
    void added_groups_come_last_and_once() {
        assertThat(users().resolve("app", List.of("video", "5", "root")).user().groups())
                .containsExactly(1001, 10, 44, 5, 0);
    }

    @Test
    void Z12_digits_win_over_names() {
        assertThat(user("1234").uid()).isEqualTo(1234);
        assertThat(user("0:999").gid()).isEqualTo(999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648",
                "4294967295",
                "4294967296",
                "4294967297",
                "9999999999",
                "99999999999",
                "18446744073709551616"
            })
    void Z12_numbers_never_wrap_and_never_become_names(String text) {
        for (String user : new String[] {text, text + ":0", "0:" + text}) {
            assertThatThrownBy(() -> user(user))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        }
        assertThatThrownBy(() -> users().resolve("0", List.of(text)))
                .isInstanceOf(JongException.class);
    }

    @Test
    void the_largest_number_is_one() {
        assertThat(user("2147483647:2147483647"))
                .isEqualTo(new Spec.User(2147483647, 2147483647, List.of(2147483647)));
        assertThat(user("0000").uid()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "huge",
                "negative",
                "-1",
                "+1",
                "0x10",
                "1 ",
                " ",
                "APP",
                "app2",
                "root\0"
            })
    void names_without_a_usable_entry_are_refused(String text) {
        assertThatThrownBy(() -> user(text))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND);
                            assertThat(e.text()).startsWith("unable to find user");
                        });
        assertThatThrownBy(() -> user("0:" + "apples2"))
                .hasMessageContaining("unable to find group apples2");
    }

    @Test
    void O01_a_name_is_quoted_safely() {
        assertThatThrownBy(() -> user("\u001b[2J")).hasMessageContaining("\\x1b[2J");
    }

    @Test
    void short_lines_count_as_far_as_they_go() {
        assertThat(user("homeless").uid()).isEqualTo(1002);
        assertThat(home("homeless")).isEqualTo("/");
        UserDatabase sparse = users("a:x:5\nb:x\nc\n:\n\n", "g:x:7\n");
        assertThat(sparse.resolve("a:g", List.of()).user())
                .isEqualTo(new Spec.User(5, 7, List.of(7)));
        assertThatThrownBy(() -> sparse.resolve("b", List.of())).isInstanceOf(JongException.class);
    }

    @Test
    void the_first_of_two_entries_counts() {
        assertThat(users("a:x:1:1:::\na:x:2:2:::\n", "").resolve("a", List.of()).user().uid())
                .isEqualTo(1);
    }

    @Test
    void images_without_the_files_know_numbers_only() {
        UserDatabase none = new UserDatabase(Optional.empty(), Optional.empty());
        assertThat(none.resolve("12:34", List.of()).user())
                .isEqualTo(new Spec.User(12, 34, List.of(34)));
        assertThatThrownBy(() -> none.resolve("app", List.of())).isInstanceOf(JongException.class);
    }

    @Test
    void M23_one_line_of_ten_megabytes_and_a_million_groups_take_no_time() {
        StringBuilder groups = new StringBuilder("g:x:1:" + "member,".repeat(700_000) + "app\n");
        for (int i = 0; i < 200_000; i++) {
            groups.append("g").append(i).append(":x:").append(i).append(":\n");
        }
        UserDatabase users = users("x".repeat(5_000_000) + "\n" + PASSWD, groups.toString());
        long start = System.nanoTime();
        assertThat(users.resolve("app", List.of()).user().groups()).contains(1);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void M23_a_file_that_is_too_large_stops_the_start(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.write(root.resolve("etc/passwd"), new byte[UserDatabase.LIMIT + 1]);
        var view = new dev.jong.store.snapshot.LayeredView(List.of(root));
        assertThatThrownBy(() -> view.readFile("etc/passwd", UserDatabase.LIMIT))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
    }

    @Test
    void Z12_any_bytes_at_all_give_a_user_or_a_clean_error() {
        String alphabet = "root:x0123456789,\n-\u00ff";
        for (long seed = 1; seed <= 3000; seed++) {
            Random random = new Random(seed);
            UserDatabase users = users(text(random, alphabet, 200), text(random, alphabet, 200));
            try {
                Spec.User user = users.resolve(text(random, alphabet, 12), List.of()).user();
                assertThat(user.uid()).as("seed %d", seed).isNotNegative();
                assertThat(user.gid()).as("seed %d", seed).isNotNegative();
                assertThat(user.groups())
                        .as("seed %d", seed)
                        .allMatch(group -> group >= 0)
                        .doesNotHaveDuplicates();
            } catch (JongException e) {
                assertThat(e.kind())
                        .as("seed %d", seed)
                        .isIn(ErrorKind.NOT_FOUND, ErrorKind.INVALID_ARGUMENT);
            }
        }
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(length); i > 0; i--) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private static Spec.User user(String text) {
        return users().resolve(text, List.of()).user();
    }

    private static String home(String text) {
        return users().resolve(text, List.of()).home();
    }

    private static UserDatabase users() {
        return users(PASSWD, GROUP);
    }

    private static UserDatabase users(String passwd, String group) {
        return new UserDatabase(Optional.of(Text.bytes(passwd)), Optional.of(Text.bytes(group)));
    }
}
