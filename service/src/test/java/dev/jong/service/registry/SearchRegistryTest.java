package dev.jong.service.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.image.registry.Access;
import dev.jong.image.registry.FoundRepository;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.service.registry.SearchRegistry.Query;
import dev.jong.testkit.ScriptedRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchRegistryTest {
    private static final String ANSWER =
            """
            {"num_results":2,"results":[
            {"name":"debian","description":"a base","star_count":5000,"is_official":true,"is_automated":false},
            {"name":"me/debian","description":null,"star_count":3,"is_official":false,"is_automated":true}]}
            """;

    @Test
    void a_word_is_looked_for_at_docker_hub_and_a_host_says_where_else() {
        assertThat(Query.parse("debian")).isEqualTo(new Query("docker.io", "debian"));
        assertThat(Query.parse("me/app")).isEqualTo(new Query("docker.io", "me/app"));
        assertThat(Query.parse("reg.org/app")).isEqualTo(new Query("reg.org", "app"));
        assertThat(Query.parse("localhost:5000/")).isEqualTo(new Query("localhost:5000", ""));
    }

    @Test
    void the_registrys_own_search_is_asked_and_its_answer_filtered() {
        try (ScriptedRegistry registry = ScriptedRegistry.open()) {
            registry.when("GET", "/v1/search.*").status(200).body(ANSWER);
            List<FoundRepository> all = search(registry, "de bian&n=1", List.of());
            assertThat(all)
                    .extracting(FoundRepository::name)
                    .containsExactly("debian", "me/debian");
            assertThat(all.getLast().description()).isEmpty();
            assertThat(registry.log("GET", "/v1/search.*").getFirst().target())
                    .endsWith("?q=de%20bian%26n%3D1&n=25");
            assertThat(search(registry, "debian", List.of(SearchFilter.parse("stars=10"))))
                    .hasSize(1);
            assertThat(search(registry, "debian", List.of(SearchFilter.parse("is-official=false"))))
                    .extracting(FoundRepository::name)
                    .containsExactly("me/debian");
        }
    }

    @Test
    void without_a_search_the_catalogue_is_looked_through() {
        try (ScriptedRegistry registry = ScriptedRegistry.open()) {
            registry.when("GET", "/v1/search.*").status(404).body("<html>nothing here</html>");
            registry.when("GET", "/v2/_catalog.*")
                    .status(200)
                    .body("{\"repositories\":[\"app\",\"base/app\",\"other\"]}");
            assertThat(search(registry, "app", List.of()))
                    .extracting(FoundRepository::name)
                    .containsExactly("app", "base/app");
        }
    }

    private static List<FoundRepository> search(
            ScriptedRegistry registry, String term, List<SearchFilter> filters) {
        try (HttpRegistries registries = new HttpRegistries(Access.plain(Map.of()), line -> {})) {
            return SearchRegistry.run(
                    registries, new Query(registry.authority(), term), filters, 25);
        }
    }
}
