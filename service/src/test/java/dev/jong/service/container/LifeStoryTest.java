package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeStoryTest {
    private static final String ID = Fixtures.FIRST;

    @TempDir Path folder;
    private Fixtures fixtures;
    private LifeStory story;
    private ContainerRecord record;

    @BeforeEach
    void make() {
        fixtures = new Fixtures(folder);
        story = fixtures.containers.story();
        record = fixtures.container(ID, "web", false, 1_000_000_000, "tier=front");
    }

    @Test
    void each_step_is_told_once_whoever_looks_and_however_often() throws IOException {
        story.catchUp();
        story.catchUp();
        assertThat(actions()).containsExactly("create");
        Fixtures.write(fixtures.containers.folder(ID).log(), "");
        fixtures.running(ID);
        story.catchUp();
        new Fixtures(folder).containers.story().catchUp();
        assertThat(actions()).containsExactly("create", "start");
        end("3 0 0 1700000000.000000005");
        story.catchUp();
        new Fixtures(folder).containers.story().catchUp();
        assertThat(actions()).containsExactly("create", "start", "die");
        assertThat(lines().getLast())
                .startsWith("2023-11-14T22:13:20.000000005Z ")
                .contains("\"exitCode\":\"3\"", "\"name\":\"web\"", "\"tier\":\"front\"");
    }

    @Test
    void what_happened_while_nobody_looked_is_told_in_its_order() throws IOException {
        Fixtures.write(fixtures.containers.folder(ID).folder().resolve("started"), "1 1\n");
        end("137 9 1 1700000000.5");
        story.tell(record, "rename");
        assertThat(actions()).containsExactly("create", "attach", "start", "oom", "die", "rename");
        fixtures.containers.remove(ID, "web");
        assertThat(actions()).endsWith("rename", "destroy");
    }

    @Test
    void the_counters_of_its_groups_say_that_memory_ran_out() throws IOException {
        Path folder = fixtures.containers.folder(ID).folder();
        Fixtures.write(folder.resolve("started"), "1 1\n");
        Fixtures.write(folder.resolve("counters"), "= memory.events\nlow 0\noom_kill 2\n");
        end("137 9 0 1700000000.5");
        story.tell(record, "rename");
        assertThat(actions()).containsExactly("create", "attach", "start", "oom", "die", "rename");
    }

    @Test
    void a_second_run_is_told_after_the_first_and_nothing_is_created_again() throws IOException {
        fixtures.running(ID);
        story.catchUp();
        end("1 0 0 1700000000.1");
        story.catchUpWith(ID);
        Files.delete(fixtures.containers.folder(ID).exit());
        story.catchUp();
        assertThat(actions()).containsExactly("create", "attach", "start", "die");
        fixtures.running(ID);
        end("2 0 0 1700000001.1");
        story.catchUp();
        assertThat(actions()).endsWith("start", "die", "start", "die");
    }

    @Test
    void an_end_that_nobody_saw_is_told_when_the_container_goes_and_not_before() {
        fixtures.writePid(ID, "1 1\n");
        story.catchUp();
        assertThat(actions()).isEmpty();
        fixtures.containers.remove(ID, "web");
        assertThat(actions()).containsExactly("create", "attach", "start", "die", "destroy");
        assertThat(lines().get(3)).contains("\"exitCode\":\"255\"");
    }

    @Test
    void labels_hide_nothing_that_events_say_themselves() {
        ContainerRecord other =
                fixtures.container(Fixtures.SECOND, "db", false, 1, "name=web", "image=x");
        story.tell(other, "kill", "signal", "9");
        assertThat(lines().getLast()).contains("\"name\":\"db\"", "\"image\":\"alpine:3\"");
    }

    private void end(String exit) throws IOException {
        Files.deleteIfExists(fixtures.containers.folder(ID).pid());
        fixtures.writeExit(ID, exit + "\n");
    }

    private List<String> lines() {
        try {
            Path file = story.journal().file();
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> actions() {
        List<String> found = new ArrayList<>();
        for (String line : lines()) {
            String rest = line.substring(line.indexOf("\"action\":\"") + 10);
            found.add(rest.substring(0, rest.indexOf('"')));
        }
        return found;
    }
}
