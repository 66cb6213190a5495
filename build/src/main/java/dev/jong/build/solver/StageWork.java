package dev.jong.build.solver;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.build.config.ConfigDraft;
import dev.jong.build.config.ConfigInstructions;
import dev.jong.build.config.ImagePaths;
import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Expansion;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.Origin;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A stage on its way from one instruction to the next: its files, its config, its variables, its history. One thread
/// works on it.
final class StageWork {
    private final Stage stage;
    private final Solving solving;
    private final Json.Obj document;
    private final ConfigDraft config;
    private final Variables variables;
    private final Instant epoch;
    private final List<History> history;
    private final int steps;
    private final StageResult.Ground ground;
    private Tree tree;
    private String author;
    private int step = 1;

    /// @param before what it begins as
    /// @param steps how many of its instructions are shown
    StageWork(Stage stage, Solving solving, StageResult before, Variables variables, int steps) {
        this.stage = stage;
        this.solving = solving;
        this.document = before.document();
        this.config = ConfigDraft.of(before.config());
        this.variables = variables;
        this.epoch = before.epoch();
        this.history = new ArrayList<>(before.history());
        this.tree = before.tree();
        this.author = before.author();
        this.steps = steps;
        this.ground = before.ground();
    }

    /// What it has come to.
    StageResult result() {
        return new StageResult(
                document,
                config.json(),
                tree,
                history,
                epoch,
                author,
                variables.arguments(),
                ground);
    }

    /// Carries one instruction out.
    void carryOut(Instruction instruction) {
        switch (instruction) {
            case Instruction.Run run -> new RunWork(this).carryOut(run);
            case Instruction.Copy copy -> new CopyWork(this).copy(copy);
            case Instruction.Add add -> new CopyWork(this).add(add);
            case Instruction.WorkDir directory -> workDirectory(directory);
            default -> {
                try {
                    change(instruction);
                } catch (JongException e) {
                    throw Located.wrap(solving.dockerfile(), instruction.origin(), e);
                }
                remember(instruction.origin().text(), false);
            }
        }
    }

    /// Those that change no file.
    private void change(Instruction instruction) {
        if (instruction instanceof Instruction.Env env) {
            configuring().environment(env).forEach(variables::set);
        } else if (instruction instanceof Instruction.Arg arg) {
            arguments(arg);
        } else if (instruction instanceof Instruction.Maintainer maintainer) {
            author = maintainer.name();
        } else if (!configuring().apply(instruction)) {
            throw new IllegalArgumentException(instruction.keyword());
        }
    }

    private ConfigInstructions configuring() {
        return new ConfigInstructions(config, expansion());
    }

    Stage stage() {
        return stage;
    }

    Solving solving() {
        return solving;
    }

    ConfigDraft config() {
        return config;
    }

    Variables variables() {
        return variables;
    }

    Tree tree() {
        return tree;
    }

    /// The newest time of files of this stage.
    Instant epoch() {
        return epoch;
    }

    /// Does a step and takes its layer on.
    ///
    /// @param says what the history says of it
    void take(StepWork work, String says) {
        Optional<TreeLayer> layer = solving.runner().layer(work);
        layer.ifPresent(one -> tree = tree.with(one));
        remember(says, layer.isPresent());
    }

    private void remember(String says, boolean layer) {
        history.add(new History(epoch.toString(), says, author, "", !layer));
    }

    /// The name of the next step as it is shown.
    String next(Origin origin) {
        step++;
        String text = origin.text().replace('\n', ' ');
        String shown = text.length() > 160 ? text.substring(0, 157) + "..." : text;
        return "[" + solving.title(stage) + step + "/" + steps + "] " + shown;
    }

    /// What tells the step that was named last from the others of this Dockerfile.
    String place() {
        return solving.place() + "/" + stage.name() + "/" + step;
    }

    /// The value that a word has.
    String word(String raw) {
        return expansion().word(raw);
    }

    /// Replaces variables by their values.
    Expansion expansion() {
        return new Expansion(solving.dockerfile().escape(), name -> variables.value(name, config));
    }

    /// An absolute path, from the working directory.
    String absolute(String path) {
        return ImagePaths.absolute(config.workingDirectory(), path);
    }

    private void arguments(Instruction.Arg arg) {
        for (Instruction.Argument one : arg.arguments()) {
            solving.consumed(one.name());
            variables.declare(one.name(), one.value().map(this::word));
        }
    }

    private void workDirectory(Instruction.WorkDir directory) {
        String path = configuring().workingDirectory(directory);
        new CopyWork(this).directory(path, directory.origin());
    }

    /// The words that are run for a command.
    List<String> words(CommandLine command) {
        return configuring().words(command);
    }

    /// `NAME=value` of all that a program sees without proxies.
    Map<String, String> seen() {
        return variables.seen(config);
    }
}
