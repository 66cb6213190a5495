package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideNamespacesTest {
    private static final Spec.Namespace PRIVATE = new Spec.Namespace.Private();
    private static final Spec.Namespace HOST = new Spec.Namespace.Host();

    @TempDir Path directory;
    private Fixtures fixtures;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
    }

    @Test
    void gives_every_namespace_by_default() {
        assertThat(decide("", "", "", "", ""))
                .isEqualTo(
                        new Spec.Namespaces(PRIVATE, PRIVATE, PRIVATE, PRIVATE, PRIVATE, PRIVATE));
    }

    @Test
    void gives_none_in_a_chroot() {
        Spec.Namespaces all =
                new DecideNamespaces(fixtures.containers, Fixtures.host(Host.Isolation.CHROOT))
                        .decide(Options.namespaces("", "", "", "", ""));
        assertThat(all).isEqualTo(new Spec.Namespaces(HOST, HOST, HOST, HOST, HOST, HOST));
    }

    @Test
    void shares_the_host_s_when_asked() {
        assertThat(decide("host", "host", "host", "host", "host"))
                .isEqualTo(new Spec.Namespaces(HOST, HOST, HOST, HOST, HOST, PRIVATE));
        assertThat(decide("none", "private", "shareable", "private", "private").ipc())
                .isEqualTo(PRIVATE);
    }

    @Test
    void joins_a_container_that_runs() {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.running(Fixtures.FIRST);
        Spec.Namespace web =
                new Spec.Namespace.Of(
                        "web", ProcessHandle.current().pid(), Long.parseLong(Fixtures.startTime()));
        Spec.Namespaces joined = decide("container:web", "container:1aaa", "container:web", "", "");
        assertThat(joined).isEqualTo(new Spec.Namespaces(web, web, web, PRIVATE, PRIVATE, HOST));
    }

    @Test
    void joins_the_host_through_a_container_that_shares_with_it() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        Path file = fixtures.containers.folder(Fixtures.FIRST).folder().resolve("container.json");
        String record = Files.readString(file);
        assertThat(record).contains("\"network\":\"private\"");
        Files.writeString(file, record.replace("\"network\":\"private\"", "\"network\":\"host\""));
        fixtures.running(Fixtures.FIRST);
        Spec.Namespaces joined = decide("container:web", "container:web", "", "", "");
        assertThat(joined.network()).isEqualTo(HOST);
        assertThat(joined.pid()).isInstanceOf(Spec.Namespace.Of.class);
    }

    @Test
    void refuses_a_container_that_does_not_run_or_is_not_there() {
        fixtures.container(Fixtures.FIRST, "web");
        assertRefused("container:web", ErrorKind.PRECONDITION, "--network");
        assertRefused("container:other", ErrorKind.NOT_FOUND, "other");
    }

    @Test
    void refuses_what_is_no_mode() {
        assertRefused("my\u001bnet", ErrorKind.UNSUPPORTED, "my\\x1bnet");
    }

    @Test
    void refuses_unknown_words_and_names_the_option() {
        assertThatThrownBy(() -> decide("", "shareable", "", "", "")).hasMessageContaining("--pid");
        assertThatThrownBy(() -> decide("", "", "bogus", "", "")).hasMessageContaining("--ipc");
        assertThatThrownBy(() -> decide("", "", "", "bogus", "")).hasMessageContaining("--uts");
        assertThatThrownBy(() -> decide("", "", "", "", "container:web"))
                .hasMessageContaining("--cgroupns");
    }

    private void assertRefused(String network, ErrorKind kind, String word) {
        assertThatThrownBy(() -> decide(network, "", "", "", ""))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.text()).contains(word);
                        });
    }

    private Spec.Namespaces decide(
            String network, String pid, String ipc, String uts, String cgroup) {
        return new DecideNamespaces(fixtures.containers, Fixtures.host(Host.Isolation.ROOT))
                .decide(Options.namespaces(network, pid, ipc, uts, cgroup));
    }
}
