package dev.jong.build.solver;

import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.files.FileTree;
import dev.jong.build.layer.CopySource;
import dev.jong.build.step.StepInputs;
import java.util.ArrayList;
import java.util.List;

/// `ADD`: files of the context, archives among them unpacked; files behind URLs; git repositories.
final class AddWork {
    private final StageWork work;
    private final Solving solving;
    private final CopyWork copying;

    AddWork(StageWork work, CopyWork copying) {
        this.work = work;
        this.solving = work.solving();
        this.copying = copying;
    }

    /// Adds.
    void add(Instruction.Add add) {
        List<String> local = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        List<String> repositories = new ArrayList<>();
        for (String raw : add.sources()) {
            String source = work.word(raw);
            if (solving.remotes().isRepository(source)) {
                repositories.add(source);
            } else if (source.startsWith("http://") || source.startsWith("https://")) {
                urls.add(source);
            } else {
                local.add(raw);
            }
        }
        String unpack = work.word(add.unpack());
        CopyWork.Plan plan =
                new CopyWork.Plan(
                        work.next(add.origin()),
                        copying.flags(add.flags()),
                        copying.destination(add.destination()),
                        !unpack.equals("false"),
                        true,
                        add.origin());
        StepInputs.Collector inputs = copying.inputs("ADD", plan);
        List<CopySource> sources = new ArrayList<>(copying.documents(add.documents()));
        add.documents().forEach(one -> inputs.add("document " + one.word(), one.content()));
        List<FileTree> open = new ArrayList<>();
        try {
            if (!local.isEmpty()) {
                FileTree context = solving.layers().borrowed(solving.contexts().main());
                open.add(context);
                sources.addAll(copying.select(context, local, plan, inputs));
            }
            for (String url : urls) {
                sources.add(fetch(url, add, unpack.equals("true"), inputs));
            }
            for (String url : repositories) {
                Remotes.Checkout checkout = checkOut(url, add);
                open.add(checkout.tree());
                inputs.add("commit", checkout.commit());
                sources.addAll(copying.select(checkout.tree(), List.of("."), plan, inputs));
            }
            copying.take(plan, sources, inputs);
        } finally {
            open.forEach(FileTree::close);
        }
    }

    private CopySource fetch(
            String url, Instruction.Add add, boolean unpack, StepInputs.Collector inputs) {
        try {
            Remotes.Fetched file = solving.remotes().fetch(url, work.word(add.checksum()));
            inputs.add("url " + url, file.digest().toString());
            return new CopySource.Fetched(
                    file.file(), file.name(), file.modified().orElse(work.epoch()), unpack);
        } catch (JongException e) {
            throw Located.wrap(solving.dockerfile(), add.origin(), e);
        }
    }

    private Remotes.Checkout checkOut(String url, Instruction.Add add) {
        try {
            boolean keep = work.word(add.keepGitDirectory()).equals("true");
            return solving.remotes().checkOut(url, work.word(add.checksum()), keep);
        } catch (JongException e) {
            throw Located.wrap(solving.dockerfile(), add.origin(), e);
        }
    }
}
