package dev.jong.cli.command.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.RecordingFront;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.BuildDisplay;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.container.Front;
import dev.jong.store.lease.Hold;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildCommandTest {
    private final List<String> done = new ArrayList<>();
    private boolean fails;

    @Test
    void what_was_built_is_held_until_it_was_sent() {
        assertThat(run("--cache-to", "type=local,dest=/cache")).isZero();
        assertThat(done).containsExactly("hold", "build", "send", "export", "free");
        done.clear();
        assertThat(run("--output", "type=tar,dest=/made.tar")).isZero();
        assertThat(done).containsExactly("hold", "build", "send", "free");
        done.clear();
        fails = true;
        assertThat(run("--cache-to", "type=local,dest=/cache")).isEqualTo(1);
        assertThat(done).containsExactly("hold", "build", "send", "free");
    }

    @Test
    void nothing_is_held_when_nothing_is_sent() {
        assertThat(run()).isZero();
        assertThat(done).containsExactly("build", "send");
    }

    private int run(String... options) {
        List<String> words = new ArrayList<>(List.of("build", "-q"));
        words.addAll(List.of(options));
        words.add(".");
        ParsedCommand line = ((CommandLine.Invoke) CommandLineParser.parse(words)).command();
        return new BuildCommand(new Recorded(), true).run(line, new RecordingFront());
    }

    /// Builds nothing, and remembers what it was asked for.
    private final class Recorded implements BuildCommand.Building {
        @Override
        public BuildImage.Built build(
                BuildRequest request, ParsedCommand line, Front front, BuildDisplay display) {
            done.add("build");
            Digest id = Digest.of(new byte[0]);
            Descriptor target = Descriptor.of(MediaType.OCI_MANIFEST, id, 0);
            return new BuildImage.Built(id, target, List.of(), List.of(), List.of());
        }

        @Override
        public Hold hold() {
            done.add("hold");
            return () -> done.add("free");
        }

        @Override
        public OpenContexts contexts(BuildRequest request, ParsedCommand line, Front front) {
            throw new AssertionError("nothing is only looked at");
        }

        @Override
        public void exportSteps(
                BuildImage.Built built,
                BuildRequest request,
                ParsedCommand line,
                Front front,
                BuildDisplay display) {
            done.add("export");
        }

        @Override
        public void send(
                BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front) {
            done.add("send");
            if (fails) {
                throw JongException.of(ErrorKind.UNAVAILABLE, "nobody takes it");
            }
        }
    }
}
