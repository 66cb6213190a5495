package dev.jong.build.solver;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.dockerfile.ParseDockerfile;
import dev.jong.build.files.FileTree;
import dev.jong.build.step.RunStep;
import dev.jong.build.step.RunSteps;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A build in which programs are only told apart: each leaves a layer named after its command and what was below.
final class Lab implements RunSteps, Bases, Contexts, StepCache, BuildProgress {
    final List<RunStep> ran = Collections.synchronizedList(new ArrayList<>());
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final Map<Digest, Known> known = new ConcurrentHashMap<>();
    final Map<String, String> arguments = new HashMap<>();
    final Set<String> fresh = ConcurrentHashMap.newKeySet();
    Json.Obj baseConfig = Json.EMPTY;
    String target = "";
    int jobs;
    List<Platform> platforms = List.of(Platform.parse("linux/amd64"));
    Consumer<RunStep> program = step -> {};

    /// The stage that is built.
    StageResult build(String... lines) {
        return all(lines).getFirst().stage();
    }

    List<Solver.Solution> all(String... lines) {
        Solver solver =
                new Solver(
                        this,
                        this,
                        this,
                        new LayerWork(
                                null,
                                null,
                                tree -> {
                                    throw new AssertionError("no files in this test");
                                }),
                        null,
                        this,
                        this,
                        () -> {});
        return solver.solve(
                ParseDockerfile.parse("Dockerfile", Text.bytes(String.join("\n", lines) + "\n")),
                new BuildWishes(
                        target,
                        platforms,
                        arguments,
                        Map.of(),
                        fresh,
                        "default",
                        List.of(),
                        Set.of(),
                        Optional.empty(),
                        Map.of(),
                        BuildWishes.Squash.NOTHING,
                        jobs),
                "here");
    }

    /// The last word of each program that ran.
    List<String> commands() {
        return ran.stream().map(step -> step.command().getLast()).sorted().toList();
    }

    @Override
    public Ran run(RunStep step, Consumer<byte[]> output) {
        ran.add(step);
        program.accept(step);
        Digest layer = Digest.of(Text.bytes(step.command() + " on " + step.tree().diffIds()));
        return new Ran() {
            @Override
            public int exitCode() {
                return step.command().getLast().equals("false") ? 1 : 0;
            }

            @Override
            public Optional<TreeLayer> changes(Instant latest) {
                return Optional.of(
                        new TreeLayer(layer, Descriptor.of(MediaType.OCI_LAYER, layer, 1)));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Base find(String reference, Platform platform) {
        if (reference.equals("missing")) {
            throw JongException.of(ErrorKind.NOT_FOUND, "no such image: missing");
        }
        Json.Obj document = Json.object().put("os", "linux").put("architecture", "amd64").build();
        Digest layer = Digest.of(Text.bytes(reference));
        return new Base(
                reference,
                layer,
                document.with("config", baseConfig),
                new Tree(
                        List.of(
                                new TreeLayer(
                                        layer, Descriptor.of(MediaType.OCI_LAYER, layer, 1)))),
                Instant.ofEpochSecond(1_000_000));
    }

    @Override
    public FileTree main() {
        throw new AssertionError("no files in this test");
    }

    @Override
    public Optional<Named> named(String name) {
        return Optional.empty();
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Optional<Known> find(StepInputs inputs) {
        return Optional.ofNullable(known.get(inputs.key()));
    }

    @Override
    public void put(
            StepInputs inputs,
            String name,
            String place,
            Optional<TreeLayer> layer,
            Duration took) {
        known.put(inputs.key(), new Known(layer));
    }

    @Override
    public void missed(StepInputs inputs, String name, String place) {}

    @Override
    public Shown begin(String name) {
        return new Shown() {
            @Override
            public void output(byte[] bytes) {}

            @Override
            public void cached() {}

            @Override
            public void done(Duration took) {}

            @Override
            public void failed(String why) {}
        };
    }

    @Override
    public void tell(String text) {}

    @Override
    public void warn(String text) {
        warnings.add(text);
    }
}
