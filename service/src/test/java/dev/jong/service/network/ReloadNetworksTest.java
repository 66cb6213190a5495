package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadNetworksTest {
    @TempDir private Path directory;
    private Site site;
    private ReloadNetworks reloading;
    private int made;

    /// Counts how often it was made.
    private final class Table implements WatchedTable {
        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public void restore() {
            made++;
        }
    }

    @BeforeEach
    void open() throws IOException {
        site = new Site(directory);
        reloading = new ReloadNetworks(site.containers, Optional.of(new Table()));
    }

    private ContainerRecord running(String network, String id) throws IOException {
        ContainerRecord web = site.container("web", "bridge");
        site.running(web);
        Endpoints.Endpoint endpoint =
                new Endpoints.Endpoint(
                        network,
                        id,
                        "eth0",
                        "",
                        "10.9.0.5/24",
                        "",
                        "",
                        "",
                        "",
                        List.of(),
                        true,
                        true);
        site.containers
                .endpoints()
                .write(new Endpoints(web.id(), "web", List.of(endpoint), List.of()));
        return web;
    }

    @Test
    void the_table_of_a_container_that_runs_is_made_again_even_if_it_seems_to_be_there()
            throws IOException {
        reloading.reload(running("front", "b".repeat(64)));
        assertThat(made).isEqualTo(1);
    }

    @Test
    void what_a_program_connects_has_no_rules() throws IOException {
        reloading.reload(running("pasta", ""));
        assertThat(made).isZero();
    }

    @Test
    void what_plugins_connect_or_does_not_run_is_refused() throws IOException {
        ContainerRecord plugged = running("cni:site", "");
        assertThatThrownBy(() -> reloading.reload(plugged))
                .hasMessageContaining("CNI plugins make no rules again");
        ContainerRecord other = site.container("other", "bridge");
        assertThatThrownBy(() -> reloading.reload(other)).hasMessageContaining("it does not run");
        assertThat(made).isZero();
    }

    @Test
    void an_engine_without_networks_has_nothing_to_make() throws IOException {
        new ReloadNetworks(site.containers).reload(running("front", "b".repeat(64)));
        assertThat(made).isZero();
    }
}
