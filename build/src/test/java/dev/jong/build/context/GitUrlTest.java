package dev.jong.build.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://h.example/a/x.git,              https://h.example/a/x.git, h.example, '',   ''",
        "https://h.example:8443/x.git#v1,        https://h.example:8443/x.git, h.example, v1, ''",
        "https://h.example/x.git#v1:sub/dir,     https://h.example/x.git, h.example, v1, sub/dir",
        "https://h.example/x.git#:sub,           https://h.example/x.git, h.example, '', sub",
        "git@h.example:a/x.git#main,             git@h.example:a/x.git,   h.example, main, ''",
        "git@h.example:a/x,                      git@h.example:a/x,       h.example, '', ''",
        "git://h.example/x,                      git://h.example/x,       h.example, '', ''",
        "ssh://git@h.example:22/x#r,             ssh://git@h.example:22/x, h.example, r, ''",
        "github.com/a/b,                         https://github.com/a/b,  github.com, '', ''",
        "https://[::1]/x.git,                    https://[::1]/x.git,     ::1, '', ''",
        "https://h.example/x.git?ref=v1&subdir=d, https://h.example/x.git, h.example, v1, d",
        "https://h.example/x.git?tag=1.0,        https://h.example/x.git, h.example, refs/tags/1.0, ''",
        "https://h.example/x.git#v1:../../etc,   https://h.example/x.git, h.example, v1, etc",
    })
    void reads_repositories(String text, String remote, String host, String ref, String directory) {
        GitUrl url = GitUrl.parse(text).orElseThrow();
        assertThat(url.remote()).isEqualTo(remote);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.ref()).isEqualTo(ref);
        assertThat(url.directory()).isEqualTo(directory);
    }

    @Test
    void reads_parameters() {
        GitUrl url = GitUrl.parse("https://h/x.git?commit=abcdef0&keep-git-dir=1").orElseThrow();
        assertThat(url.commit()).isEqualTo("abcdef0");
        assertThat(url.keepGitDirectory()).isEqualTo(Optional.of(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".", "dir", "/abs", "https://h.example/x.tar.gz", "https://h.example/x",
                "file:///x.git", "ext::sh -c x", "-u@h:x", "a b@h:x", "u@-oProxyCommand=x:y",
                "ssh://-oProxyCommand=x/y", "C:x", "http://", "git://"
            })
    void other_things_are_none(String text) {
        assertThat(GitUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/x.git?nope=1", "https://h/x.git#--upload-pack=x"})
    void refuses_what_it_does_not_know(String text) {
        assertThatThrownBy(() -> GitUrl.parse(text)).isInstanceOf(JongException.class);
    }
}
