package dev.jong.build.config;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Expansion;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.image.change.Ports;
import java.util.ArrayList;
import java.util.List;

/// Carries out instructions that change an image's configuration: those of a Dockerfile, and those of `--change`.
public final class ConfigInstructions {
    private final ConfigDraft config;
    private final Expansion expansion;

    /// @param expansion of what holds when the instruction begins
    public ConfigInstructions(ConfigDraft config, Expansion expansion) {
        this.config = config;
        this.expansion = expansion;
    }

    /// Carries one out.
    ///
    /// @return whether it is one that changes the configuration and nothing else; nothing is done if not
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT without a place
    public boolean apply(Instruction instruction) {
        switch (instruction) {
            case Instruction.Env env -> environment(env);
            case Instruction.Label label ->
                    pairs(label.pairs()).forEach(pair -> config.label(pair.name(), pair.value()));
            case Instruction.User user -> config.user(expansion.word(user.user()));
            case Instruction.Expose expose -> ports(expose);
            case Instruction.Volume volume ->
                    volume.places().forEach(place -> config.volume(expansion.word(place)));
            case Instruction.StopSignal signal ->
                    config.stopSignal(expansion.word(signal.signal()));
            case Instruction.Shell shell -> config.shell(shell.words());
            case Instruction.Cmd cmd -> config.command(words(cmd.command()));
            case Instruction.EntryPoint entry -> config.entryPoint(words(entry.command()));
            case Instruction.HealthCheck check -> config.healthCheck(HealthChecks.of(check));
            case Instruction.OnBuild trigger -> config.trigger(trigger.text());
            case Instruction.WorkDir directory -> workingDirectory(directory);
            case Instruction.Arg _,
                    Instruction.Maintainer _,
                    Instruction.From _,
                    Instruction.Run _,
                    Instruction.Copy _,
                    Instruction.Add _ -> {
                return false;
            }
        }
        return true;
    }

    /// Sets variables; returns their names.
    public List<String> environment(Instruction.Env env) {
        List<String> names = new ArrayList<>();
        for (Instruction.Pair pair : pairs(env.pairs())) {
            config.variable(pair.name(), pair.value());
            names.add(pair.name());
        }
        return names;
    }

    /// Sets the directory; returns it.
    public String workingDirectory(Instruction.WorkDir directory) {
        String path = expansion.word(directory.path());
        String whole = ImagePaths.absolute(config.workingDirectory(), path);
        config.workingDirectory(whole);
        return whole;
    }

    /// The words that are run for a command.
    public List<String> words(CommandLine command) {
        return switch (command) {
            case CommandLine.Exec exec -> exec.words();
            case CommandLine.Shell shell -> {
                List<String> words = new ArrayList<>(config.shell());
                words.add(shell.text());
                yield words;
            }
        };
    }

    private List<Instruction.Pair> pairs(List<Instruction.Pair> raw) {
        // All of them see what held before.
        List<Instruction.Pair> out = new ArrayList<>();
        for (Instruction.Pair pair : raw) {
            String name = expansion.word(pair.name());
            out.add(new Instruction.Pair(name, expansion.word(pair.value()), pair.legacy()));
        }
        return out;
    }

    private void ports(Instruction.Expose expose) {
        for (String raw : expose.ports()) {
            for (String word : expansion.words(raw)) {
                Ports.expand(word).forEach(config::port);
            }
        }
    }
}
