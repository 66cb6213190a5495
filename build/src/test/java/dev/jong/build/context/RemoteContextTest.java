package dev.jong.build.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteContextTest {
    @ParameterizedTest
    @CsvSource({
        "-,                           true",
        "https://h.example/x.tar.gz,  true",
        "http://h.example/Dockerfile, true",
        "https://h.example/x.git#v1,  true",
        "git@h.example:x,             true",
        ".,                           false",
        "/abs/dir,                    false",
        "dir,                         false",
        "http,                        false",
    })
    void knows_what_is_no_directory(String place, boolean remote) {
        assertThat(RemoteContext.isRemote(place)).isEqualTo(remote);
    }
}
