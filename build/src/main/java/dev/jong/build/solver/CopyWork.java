package dev.jong.build.solver;

import dev.jong.base.JongException;
import dev.jong.build.config.ImagePaths;
import dev.jong.build.dockerfile.Heredoc;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.Origin;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.HashedSelection;
import dev.jong.build.files.Selected;
import dev.jong.build.files.Selection;
import dev.jong.build.layer.CopySource;
import dev.jong.build.layer.CopyTask;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `COPY`, and the directory of `WORKDIR`.
final class CopyWork {
    private final StageWork work;
    private final Solving solving;

    CopyWork(StageWork work) {
        this.work = work;
        this.solving = work.solving();
    }

    /// What of a `COPY` or `ADD` is known before its files are.
    ///
    /// @param context whether files come from a context: their times say nothing then
    record Plan(
            String name,
            Instruction.CopyFlags flags,
            String destination,
            boolean unpack,
            boolean context,
            Origin origin) {}

    /// `COPY`.
    void copy(Instruction.Copy copy) {
        Instruction.CopyFlags flags = flags(copy.flags());
        Plan plan =
                new Plan(
                        work.next(copy.origin()),
                        flags,
                        destination(copy.destination()),
                        false,
                        flags.from().isEmpty(),
                        copy.origin());
        try (FileTree from = files(flags.from())) {
            List<CopySource> sources = new ArrayList<>(documents(copy.documents()));
            StepInputs.Collector inputs = inputs("COPY", plan);
            copy.documents().forEach(one -> inputs.add("document " + one.word(), content(one)));
            if (!copy.sources().isEmpty()) {
                sources.addAll(select(from, copy.sources(), plan, inputs));
            }
            take(plan, sources, inputs);
        }
    }

    /// `ADD`.
    void add(Instruction.Add add) {
        new AddWork(work, this).add(add);
    }

    /// A directory that `WORKDIR` names.
    void directory(String path, Origin origin) {
        String name = work.next(origin);
        StepInputs.Collector inputs = new StepInputs.Collector();
        String user = work.config().user();
        inputs.add("instruction", "WORKDIR").add("path", path).add("user", user);
        base(inputs);
        inputs.add("date", work.epoch().toString());
        Tree before = work.tree();
        work.take(
                new StepWork(
                        name,
                        work.place(),
                        origin,
                        inputs.done(),
                        solving.wishes().isFresh(work.stage().name()),
                        shown -> solving.layers().directory(before, path, user, work.epoch())),
                origin.text());
    }

    /// The flags with variables replaced.
    Instruction.CopyFlags flags(Instruction.CopyFlags raw) {
        return new Instruction.CopyFlags(
                raw.from(),
                work.word(raw.chown()),
                work.word(raw.chmod()),
                raw.link(),
                raw.parents(),
                raw.excludes().stream().map(work::word).toList());
    }

    /// Where a destination is.
    String destination(String raw) {
        return ImagePaths.destination(work.config().workingDirectory(), work.word(raw));
    }

    /// The files to copy from, to be closed.
    private FileTree files(String from) {
        return from.isEmpty()
                ? solving.layers().borrowed(solving.contexts().main())
                : new Origins(work).files(from);
    }

    /// Here-documents as files.
    List<CopySource> documents(List<Heredoc> documents) {
        List<CopySource> out = new ArrayList<>();
        for (Heredoc one : documents) {
            out.add(new CopySource.Document(one.word(), content(one)));
        }
        return out;
    }

    private String content(Heredoc one) {
        return one.expand() ? work.expansion().document(one.content()) : one.content();
    }

    /// The files that sources stand for.
    ///
    /// @param inputs learn what they are
    List<CopySource> select(
            FileTree from, List<String> raw, Plan plan, StepInputs.Collector inputs) {
        try {
            List<String> sources = raw.stream().map(work::word).toList();
            Selection selection =
                    Selection.of(
                            from,
                            new Selection.Wishes(
                                    sources, plan.flags().parents(), plan.flags().excludes()));
            HashedSelection hashed = selection.hash();
            hashed.inputs().forEach(input -> inputs.add(input.name(), input.value()));
            List<CopySource> out = new ArrayList<>();
            for (Selected one : hashed.items()) {
                out.add(
                        new CopySource.File(
                                selection.tree(), one.entry(), one.target(), one.content()));
            }
            return out;
        } catch (JongException e) {
            throw Located.wrap(solving.dockerfile(), plan.origin(), e);
        }
    }

    /// What the result depends on but for the files.
    StepInputs.Collector inputs(String instruction, Plan plan) {
        StepInputs.Collector inputs = new StepInputs.Collector();
        inputs.add("instruction", instruction);
        inputs.add("destination", plan.destination());
        inputs.add("chown", plan.flags().chown()).add("chmod", plan.flags().chmod());
        inputs.add("link", Boolean.toString(plan.flags().link()));
        inputs.add("parents", Boolean.toString(plan.flags().parents()));
        inputs.add("unpack", Boolean.toString(plan.unpack()));
        inputs.add("date", work.epoch().toString());
        // With --link the layer is the same whatever is below, unless names of users are looked up
        // there.
        if (!plan.flags().link() || namesUsers(plan.flags().chown())) {
            base(inputs);
        }
        return inputs;
    }

    private static boolean namesUsers(String chown) {
        return chown.chars().anyMatch(c -> c != ':' && (c < '0' || c > '9'));
    }

    private void base(StepInputs.Collector inputs) {
        work.tree().diffIds().forEach(layer -> inputs.add("base", layer.toString()));
    }

    /// Does the step, or finds what it came to.
    void take(Plan plan, List<CopySource> sources, StepInputs.Collector inputs) {
        Tree before = work.tree();
        work.take(
                new StepWork(
                        plan.name(),
                        work.place(),
                        plan.origin(),
                        inputs.done(),
                        solving.wishes().isFresh(work.stage().name()),
                        shown -> copy(before, plan, sources)),
                plan.origin().text());
    }

    private Optional<TreeLayer> copy(Tree before, Plan plan, List<CopySource> sources) {
        try (FileTree destination = solving.layers().files(before)) {
            return solving.layers()
                    .copy(
                            new CopyTask(
                                    destination,
                                    plan.destination(),
                                    sources,
                                    plan.flags().chown(),
                                    plan.flags().chmod(),
                                    plan.flags().link(),
                                    plan.unpack(),
                                    work.epoch(),
                                    plan.context()));
        } catch (JongException e) {
            throw Located.wrap(solving.dockerfile(), plan.origin(), e);
        }
    }
}
