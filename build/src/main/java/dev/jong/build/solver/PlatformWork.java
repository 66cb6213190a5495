package dev.jong.build.solver;

import dev.jong.build.config.ConfigDraft;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.ParseDockerfile;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.dockerfile.Stages;
import dev.jong.build.step.RunSteps;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/// The stages of a Dockerfile for one platform: those that the target needs, each begun at once and waiting for what
/// it needs of others.
final class PlatformWork implements Solving {
    /// More than any image has a use for (B19).
    private static final int MOST_TRIGGERS = 1000;

    private final Dockerfile file;
    private final BuildWishes wishes;
    private final Platform platform;
    private final Means means;
    private final String prefix;
    private final String place;
    private final Set<String> consumed;
    private final Globals globals;
    private final Stage target;
    private final Stages stages;
    private final List<Stage> needed;
    private final Map<Integer, Integer> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, FutureTask<StageResult>> tasks = new ConcurrentHashMap<>();
    private final Threads threads;

    /// What work is done with.
    record Means(
            Contexts contexts,
            Bases bases,
            RunSteps programs,
            LayerWork layers,
            Remotes remotes,
            StepRunner runner,
            BuildProgress progress) {}

    PlatformWork(
            Dockerfile file,
            BuildWishes wishes,
            Platform platform,
            Means means,
            String place,
            Set<String> consumed,
            Threads threads) {
        this.file = file;
        this.wishes = wishes;
        this.platform = platform;
        this.means = means;
        this.prefix = wishes.platforms().size() > 1 ? platform + " " : "";
        this.place = place + " " + platform;
        this.consumed = consumed;
        this.threads = threads;
        List<String> written = file.stages().stream().map(stage -> stage.from().image()).toList();
        this.target = Stages.of(file, written).target(wishes.target());
        this.globals = new Globals(file, wishes, platform, target.name(), consumed);
        this.stages =
                Stages.of(
                        file,
                        written.stream().map(globals::word).toList(),
                        means.contexts().names());
        this.needed = stages.needed(target);
    }

    /// Begins every stage that is needed.
    void begin() {
        for (Stage stage : needed) {
            // Whoever needs it waits for it.
            FutureTask<StageResult> _ = begin(stage);
        }
    }

    private FutureTask<StageResult> begin(Stage stage) {
        return tasks.computeIfAbsent(
                stage.index(), index -> threads.begin("stage " + stage.name(), () -> work(stage)));
    }

    /// The stage that is wanted, waited for.
    Solver.Solution solution() {
        StageResult made = threads.await(begin(target));
        StageResult squashed = new SquashWork(this, target).of(made);
        Tree through = made.tree();
        for (TreeLayer layer : squashed.tree().layers()) {
            through = through.with(layer);
        }
        return new Solver.Solution(platform, squashed, through);
    }

    private StageResult work(Stage stage) {
        StageResult before = new StageStart(this, globals, needed).of(stage);
        ConfigDraft config = ConfigDraft.of(before.config());
        List<Instruction> all = new ArrayList<>();
        List<String> triggers = config.takeTriggers();
        if (triggers.size() > MOST_TRIGGERS) {
            throw Located.error(
                    file,
                    stage.from().origin(),
                    "the image has more than " + MOST_TRIGGERS + " triggers");
        }
        for (String trigger : triggers) {
            all.add(ParseDockerfile.trigger(stage.from().image(), trigger));
        }
        all.addAll(stage.instructions());
        int steps = 1 + steps(all);
        String title = "[" + title(stage) + "1/" + steps + "] ";
        means.progress().begin(title + stage.from().origin().text()).cached();
        Variables variables = globals.variables(wishes);
        variables.inherit(before.arguments());
        StageWork work = new StageWork(stage, this, before.with(config.json()), variables, steps);
        for (Instruction instruction : all) {
            if (Thread.currentThread().isInterrupted()) {
                throw Solver.cancelled();
            }
            work.carryOut(instruction);
        }
        return work.result();
    }

    private static int steps(List<Instruction> all) {
        int count = 0;
        for (Instruction one : all) {
            boolean shown =
                    one instanceof Instruction.Run
                            || one instanceof Instruction.Copy
                            || one instanceof Instruction.Add
                            || one instanceof Instruction.WorkDir;
            count += shown ? 1 : 0;
        }
        return count;
    }

    @Override
    public Stages stages() {
        return stages;
    }

    @Override
    public StageResult result(Stage wanted, Stage by) {
        waiting.put(by.index(), wanted.index());
        try {
            // Triggers of images can ask for what the file alone does not need.
            for (Integer at = wanted.index(); at != null; at = waiting.get(at)) {
                if (at == by.index()) {
                    throw Located.error(
                            file, by.from().origin(), "stage " + by.name() + " waits for itself");
                }
            }
            return threads.await(begin(wanted));
        } finally {
            waiting.remove(by.index());
        }
    }

    @Override
    public Dockerfile dockerfile() {
        return file;
    }

    @Override
    public BuildWishes wishes() {
        return wishes;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Contexts contexts() {
        return means.contexts();
    }

    @Override
    public Bases bases() {
        return means.bases();
    }

    @Override
    public RunSteps programs() {
        return means.programs();
    }

    @Override
    public StepRunner runner() {
        return means.runner();
    }

    @Override
    public LayerWork layers() {
        return means.layers();
    }

    @Override
    public Remotes remotes() {
        return means.remotes();
    }

    @Override
    public String title(Stage stage) {
        String name = stage.from().name();
        if (!name.isEmpty()) {
            return prefix + name + " ";
        }
        return file.stages().size() == 1 ? prefix : prefix + "stage-" + stage.index() + " ";
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void consumed(String argument) {
        consumed.add(argument);
    }
}
