package dev.jong.it.isolation;

import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A container whose state names a process that is not its own, as if its number had been given out again.
final class Renumbered implements AutoCloseable {
    static final String NAME = "renumbered";

    private final Site site;
    private final Path state;
    private final String record;
    private final Process victim;

    /// @param command what the container runs
    Renumbered(Site site, String... command) throws IOException, InterruptedException {
        this.site = site;
        String[] run = {"run", "-d", "--name", NAME, "box"};
        String[] line = Arrays.copyOf(run, run.length + command.length);
        System.arraycopy(command, 0, line, run.length, command.length);
        String id = site.succeeds(line).line();
        this.state =
                Path.of(Shell.run("find", site.folder() + "/run", "-path", "*/c/" + id).strip());
        this.record = Files.readString(state);
        Thread.sleep(20); // start times count hundredths of a second
        this.victim = site.host("/bin/sleep", "600").begin();
        Files.writeString(state, victim.pid() + record.substring(record.indexOf(' ')));
    }

    /// The process that has the number.
    Process victim() {
        return victim;
    }

    @Override
    public void close() throws IOException {
        Files.writeString(state, record);
        victim.destroyForcibly();
        site.succeeds("rm", "-f", NAME);
    }
}
