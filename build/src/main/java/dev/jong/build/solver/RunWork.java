package dev.jong.build.solver;

import dev.jong.base.ErrorKind;
import dev.jong.base.Text;
import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Heredoc;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.step.RunStep;
import dev.jong.build.step.RunSteps;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.StepMount;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `RUN`.
final class RunWork {
    private static final String SCRIPTS = "/dev/pipes";

    private final StageWork work;
    private final Solving solving;

    RunWork(StageWork work) {
        this.work = work;
        this.solving = work.solving();
    }

    /// Runs it, or finds what it came to.
    void carryOut(Instruction.Run run) {
        String name = work.next(run.origin());
        String network = network(run);
        boolean insecure = isInsecure(run);
        List<MountWork.Planned> mounts = new ArrayList<>(new MountWork(work).plan(run));
        List<String> command = command(run, mounts);
        Tree before = work.tree();
        String user = work.config().user();
        String directory = work.config().workingDirectory();
        List<String> environment = environment();
        StepInputs inputs = inputs(command, mounts, network, insecure);
        work.take(
                new StepWork(
                        name,
                        work.place(),
                        run.origin(),
                        inputs,
                        solving.wishes().isFresh(work.stage().name()),
                        shown -> {
                            List<StepMount> made =
                                    mounts.stream().map(one -> one.made().get()).toList();
                            RunStep step =
                                    new RunStep(
                                            name,
                                            before,
                                            command,
                                            environment,
                                            directory,
                                            user,
                                            made,
                                            network,
                                            insecure);
                            return run(step, run, shown);
                        }),
                history(run));
    }

    private Optional<TreeLayer> run(RunStep step, Instruction.Run run, BuildProgress.Shown shown) {
        try (RunSteps.Ran ran = solving.programs().run(step, shown::output)) {
            if (ran.exitCode() != 0) {
                throw Located.error(
                        solving.dockerfile(),
                        run.origin(),
                        "process \""
                                + Text.printable(String.join(" ", step.command()))
                                + "\" did not complete successfully: exit code: "
                                + ran.exitCode());
            }
            return ran.changes(work.epoch());
        }
    }

    private List<String> command(Instruction.Run run, List<MountWork.Planned> mounts) {
        if (!(run.command() instanceof CommandLine.Shell shell) || run.documents().isEmpty()) {
            return work.words(run.command());
        }
        Heredoc first = run.documents().getFirst();
        boolean script = isNothingElse(shell.text());
        if (script && first.content().startsWith("#!")) {
            mounts.add(
                    new MountWork.Planned(
                            List.of(new StepInputs.Input("script", first.content())),
                            () -> script(first)));
            return List.of(SCRIPTS + "/" + first.word());
        }
        StringBuilder text = new StringBuilder(script ? first.content() : shell.text());
        if (!script) {
            for (Heredoc document : run.documents()) {
                text.append('\n').append(document.content()).append(document.word());
            }
            text.append('\n');
        }
        return work.words(new CommandLine.Shell(text.toString()));
    }

    private StepMount script(Heredoc document) {
        Tree tree = solving.layers().script(document.word(), document.content(), work.epoch());
        String file = "/" + document.word();
        return new StepMount.Bind(tree, file, SCRIPTS + file, false);
    }

    /// Whether a command is one here-document and no program: `<<EOF`.
    private static boolean isNothingElse(String text) {
        String line = text.strip();
        return line.startsWith("<<") && line.chars().noneMatch(c -> c <= ' ');
    }

    private String network(Instruction.Run run) {
        String asked = run.network().isEmpty() ? solving.wishes().network() : run.network();
        boolean host = run.network().equals("host");
        if (host
                && !solving.wishes().network().equals("host")
                && !solving.wishes().allowed().contains("network.host")) {
            throw Located.error(
                            ErrorKind.PERMISSION_DENIED,
                            solving.dockerfile(),
                            run.origin(),
                            "the network of the host is asked for and not allowed")
                    .hint("--allow network.host allows it");
        }
        return asked.isEmpty() ? "default" : asked;
    }

    private boolean isInsecure(Instruction.Run run) {
        if (!run.security().equals("insecure")) {
            return false;
        }
        if (!solving.wishes().allowed().contains("security.insecure")) {
            throw Located.error(
                            ErrorKind.PERMISSION_DENIED,
                            solving.dockerfile(),
                            run.origin(),
                            "all privileges are asked for and not allowed")
                    .hint("--allow security.insecure allows it");
        }
        return true;
    }

    private List<String> environment() {
        List<String> out = new ArrayList<>();
        Map<String, String> seen = work.seen();
        seen.forEach((name, value) -> out.add(name + "=" + value));
        // Programs that write dates write this one, so that the same inputs give the same files.
        if (!seen.containsKey(Variables.EPOCH)) {
            out.add(Variables.EPOCH + "=" + work.epoch().getEpochSecond());
        }
        work.variables()
                .proxies()
                .forEach((name, value) -> {
                    if (!seen.containsKey(name)) {
                        out.add(name + "=" + value);
                    }
                });
        return out;
    }

    private StepInputs inputs(
            List<String> command,
            List<MountWork.Planned> mounts,
            String network,
            boolean insecure) {
        StepInputs.Collector all = new StepInputs.Collector();
        all.add("instruction", "RUN").add("platform", solving.platform().toString());
        work.tree().diffIds().forEach(layer -> all.add("base", layer.toString()));
        command.forEach(word -> all.add("command", word));
        work.seen().forEach((name, value) -> all.add("env " + name, value));
        all.add("date", work.epoch().toString());
        all.add("directory", work.config().workingDirectory());
        all.add("user", work.config().user()).add("network", network);
        all.add("security", insecure ? "insecure" : "sandbox");
        solving.wishes().hosts().forEach(host -> all.add("host", host));
        mounts.forEach(
                mount -> mount.inputs().forEach(input -> all.add(input.name(), input.value())));
        return all.done();
    }

    private String history(Instruction.Run run) {
        List<String> arguments = work.variables().shown(work.config());
        StringBuilder says = new StringBuilder("RUN ");
        if (!arguments.isEmpty()) {
            says.append('|').append(arguments.size()).append(' ');
            arguments.forEach(argument -> says.append(argument).append(' '));
        }
        if (run.command() instanceof CommandLine.Shell && run.documents().isEmpty()) {
            says.append(String.join(" ", work.words(run.command())));
        } else {
            says.append(
                    run.origin()
                            .text()
                            .substring(Math.min(3, run.origin().text().length()))
                            .strip());
        }
        return says.toString();
    }
}
