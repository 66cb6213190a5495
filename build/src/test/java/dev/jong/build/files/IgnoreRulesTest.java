package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoreRulesTest {
    private static IgnoreRules rules(String... lines) {
        return IgnoreRules.parse(String.join("\n", lines), ".dockerignore");
    }

    @Test
    void skips_comments_and_blank_lines_and_a_byte_order_mark() {
        IgnoreRules rules = rules("\u00ef\u00bb\u00bf# all", "", "  \t", "#x", " a ", "b\r");
        assertThat(rules.excludes("a")).isTrue();
        assertThat(rules.excludes("b")).isTrue();
        assertThat(rules.excludes("#x")).isFalse();
    }

    @Test
    void cleans_patterns() {
        IgnoreRules rules = rules("/a/", "./b", "c//d/../e", "! /a/keep");
        assertThat(rules.excludes("a")).isTrue();
        assertThat(rules.excludes("b")).isTrue();
        assertThat(rules.excludes("c/e")).isTrue();
        assertThat(rules.excludes("a/keep")).isFalse();
    }

    @Test
    void what_matches_a_directory_matches_all_in_it() {
        assertThat(rules("node_modules").excludes("node_modules/x/y")).isTrue();
        assertThat(rules("*").excludes("a/b/c")).isTrue();
        assertThat(rules("node_modules").excludes("src/node_modules/x")).isFalse();
        assertThat(rules("**/node_modules").excludes("src/node_modules/x")).isTrue();
    }

    @Test
    void the_last_rule_that_matches_counts() {
        assertThat(rules("*.md", "!README.md").excludes("README.md")).isFalse();
        assertThat(rules("*.md", "!README*.md", "README-secret.md").excludes("README-secret.md"))
                .isTrue();
        assertThat(rules("!README.md", "*.md").excludes("README.md")).isTrue();
        assertThat(rules("*", "!src", "src/*.o").excludes("src/a.c")).isFalse();
        assertThat(rules("*", "!src", "src/*.o").excludes("src/a.o")).isTrue();
        assertThat(rules("a", "!a/b", "a/b/c").excludes("a/b/d")).isFalse();
    }

    @Test
    void says_which_directories_need_not_be_looked_into() {
        IgnoreRules rules = rules("!early/x", "node_modules", "out", "!out/keep/**", "early");
        int modules = rules.verdict("node_modules");
        assertThat(rules.mayIncludeBelow(modules, "node_modules")).isFalse();
        assertThat(rules.mayIncludeBelow(rules.verdict("out"), "out")).isTrue();
        assertThat(rules.mayIncludeBelow(rules.verdict("out/other"), "out/other")).isFalse();
        assertThat(rules.mayIncludeBelow(rules.verdict("early"), "early")).isFalse();
    }

    @Test
    void names_the_rule_that_leaves_out() {
        assertThat(rules("# x", "*.log").exclusion("a.log")).contains("\"*.log\" in line 2");
        assertThat(rules("*.log", "!a.log").exclusion("a.log")).isEmpty();
        assertThat(IgnoreRules.of(List.of("*.log")).exclusion("a.log")).contains("\"*.log\"");
    }

    @Test
    void refuses_what_is_no_pattern_and_says_where() {
        assertThatThrownBy(() -> rules("a", "!"))
                .isInstanceOf(JongException.class)
                .hasMessage(".dockerignore:2: illegal exclusion pattern \"!\"");
        assertThatThrownBy(() -> rules("[a"))
                .hasMessageStartingWith(".dockerignore:1: syntax error in the pattern");
    }

    @Test
    void B03_many_stars_and_deep_negation_take_no_time() {
        String stars = "*a".repeat(50);
        String deep = "**/a*".repeat(50);
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            file.append(stars).append("x\n!").append(deep).append("/x\n");
        }
        IgnoreRules rules = IgnoreRules.parse(file.toString(), ".dockerignore");
        String path = ("a".repeat(200) + "/").repeat(10) + "y";
        long before = System.nanoTime();
        assertThat(rules.excludes(path)).isFalse();
        assertThat(rules.mayIncludeBelow(0, path)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
}
