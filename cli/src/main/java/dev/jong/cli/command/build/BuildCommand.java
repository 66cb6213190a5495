package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.DigestFile;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.Attended;
import dev.jong.cli.progress.BuildDisplay;
import dev.jong.oci.Reference;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.store.lease.Hold;
import java.util.function.Supplier;

/// `jong build`. An engine looks whether everything is in the cache, which takes a few milliseconds; else a worker builds.
public final class BuildCommand implements Command {
    private static final int FAILED = 1;

    private final Building building;
    private final boolean worker;

    /// Builds, and sends what was built elsewhere.
    public interface Building {
        /// Builds.
        ///
        /// @throws WorkerNeeded in an engine, when there is anything to do
        BuildImage.Built build(
                BuildRequest request, ParsedCommand line, Front front, BuildDisplay display);

        /// Keeps what a build has made from being collected, until it is closed.
        Hold hold();

        /// Opens what a build would read.
        OpenContexts contexts(BuildRequest request, ParsedCommand line, Front front);

        /// Takes its steps to the places that are asked for.
        void exportSteps(
                BuildImage.Built built,
                BuildRequest request,
                ParsedCommand line,
                Front front,
                BuildDisplay display);

        /// Sends the result to the places that are asked for beside the store.
        void send(BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front);
    }

    /// @param worker whether this process may do what takes long
    public BuildCommand(Building building, boolean worker) {
        this.building = building;
        this.worker = worker;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        BuildRequest request = BuildArguments.of(line, front.caller());
        LockArguments.check(line);
        if (BuildCalls.areMeant(line)) {
            try (OpenContexts contexts = building.contexts(request, line, front)) {
                return BuildCalls.run(contexts, request, line, front);
            }
        }
        if (!worker && needsWorker(line, request)) {
            throw new WorkerNeeded();
        }
        BuildDisplay display = display(line, front.caller());
        try {
            build(request, display, line, front);
            return 0;
        } catch (JongException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                throw e;
            }
            // What scripts know: 125 is for command lines that cannot be.
            show(display, front);
            front.tell(e);
            return FAILED;
        }
    }

    private void build(
            BuildRequest request, BuildDisplay display, ParsedCommand line, Front front) {
        // What is sent has to be there until it is: meanwhile cached steps may be pruned, and
        // names given to other images.
        boolean sends = !request.outputs().isEmpty() || !request.cache().to().isEmpty();
        try (Hold _ = sends ? building.hold() : () -> {}) {
            BuildImage.Built built =
                    worker
                            ? Attended.run(
                                    () -> building.build(request, line, front, display),
                                    () -> show(display, front),
                                    front)
                            : building.build(request, line, front, display);
            show(display, front);
            building.send(built, request, line, front);
            exportSteps(built, request, display, line, front);
            tell(built, request, line, front);
        }
    }

    private void exportSteps(
            BuildImage.Built built,
            BuildRequest request,
            BuildDisplay display,
            ParsedCommand line,
            Front front) {
        if (request.cache().to().isEmpty()) {
            return;
        }
        Supplier<Boolean> work =
                () -> {
                    building.exportSteps(built, request, line, front, display);
                    return true;
                };
        Attended.run(work, () -> show(display, front), front);
    }

    /// What reads standard input, goes over a network or is to be done in any case.
    private static boolean needsWorker(ParsedCommand line, BuildRequest request) {
        return request.context().equals("-")
                || request.file().equals("-")
                || BuildRequest.isRemote(request.context())
                || !request.outputs().isEmpty()
                || !request.contexts().isEmpty()
                || !request.cache().isEmpty()
                || !request.wishes().fresh().isEmpty()
                || PullArgument.asks(line)
                || line.flag("verify");
    }

    private static BuildDisplay display(ParsedCommand line, Caller caller) {
        String asked = line.text("progress");
        if (asked.isEmpty()) {
            asked = caller.variable("BUILDKIT_PROGRESS").orElse("");
        }
        boolean quiet = line.flag("quiet");
        BuildDisplay.Kind kind =
                switch (asked) {
                    case "", "auto" ->
                            caller.errorTerminal()
                                    ? BuildDisplay.Kind.TERMINAL
                                    : BuildDisplay.Kind.PLAIN;
                    case "plain" -> BuildDisplay.Kind.PLAIN;
                    case "tty" -> BuildDisplay.Kind.TERMINAL;
                    case "quiet", "none" -> BuildDisplay.Kind.QUIET;
                    case "rawjson" -> BuildDisplay.Kind.JSON;
                    default -> throw line.unknown("progress", "auto, plain, tty, quiet or rawjson");
                };
        return new BuildDisplay(
                quiet ? BuildDisplay.Kind.QUIET : kind, caller.columns(), caller.rows());
    }

    private static void show(BuildDisplay display, Front front) {
        String news = display.tick();
        if (!news.isEmpty()) {
            front.err(news);
        }
    }

    private static void tell(
            BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front) {
        DigestFile.write(line, "iidfile", front, built.id());
        MetadataFile.write(line, front, built, request);
        if (line.flag("quiet")) {
            front.out(built.id() + "\n");
            return;
        }
        if (!request.keeps()) {
            return;
        }
        StringBuilder names = new StringBuilder("image " + built.id() + "\n");
        for (Reference name : request.names()) {
            names.append("named ").append(name.familiar()).append('\n');
        }
        front.err(names.toString());
    }
}
