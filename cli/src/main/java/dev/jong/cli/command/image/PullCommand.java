package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.Again;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.Attended;
import dev.jong.cli.progress.Notices;
import dev.jong.cli.progress.PullDisplay;
import dev.jong.image.Images;
import dev.jong.image.pull.PlatformChoice;
import dev.jong.image.pull.PullProgress;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions;
import dev.jong.service.image.PullImages;
import java.util.List;

/// `jong pull`. The words are Docker's, so that scripts that read them go on to work.
public final class PullCommand implements Command {
    private static final String TRANSPORT = "docker://";

    private final PullImages pulling;
    private final ReachRegistries registries;

    public PullCommand(PullImages pulling, ReachRegistries registries) {
        this.pulling = pulling;
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String text = line.arguments().getFirst();
        String named = text.startsWith(TRANSPORT) ? text.substring(TRANSPORT.length()) : text;
        Reference name = Reference.parse(named);
        Notices notices = new Notices();
        Registries way = registries.reach(AccessArguments.of(line, front), notices);
        PlatformChoice platforms = platforms(line);
        Request request =
                new Request(way, notices, platforms, line.flag("quiet"), false, Again.of(line));
        if (!line.flag("all-tags")) {
            if (isEnough(name, line)) {
                front.out(name + "\n");
                return 0;
            }
            tellDefaultTag(named, name, request, front);
            pullOrKeep(name, request, line.text("policy").equals("newer"), front);
            return 0;
        }
        if (isTagged(named, name)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "tag can't be used with --all-tags/-a")
                    .hint("leave the tag or the option out");
        }
        for (Reference each : all(request, name, front)) {
            pull(each, request, front);
        }
        return 0;
    }

    /// Whether `--policy` is content with what the store has.
    private boolean isEnough(Reference name, ParsedCommand line) {
        return switch (line.text("policy")) {
            case "", "always", "newer" -> false;
            case "missing", "ifmissing", "ifnotpresent" -> pulling.isHere(name);
            case "never" -> {
                if (!pulling.isHere(name)) {
                    throw Images.notFound(name.familiar());
                }
                yield true;
            }
            default ->
                    throw line.value("policy")
                            .orElseThrow()
                            .invalid("no such policy", "use always, missing, newer or never");
        };
    }

    /// How an image is pulled.
    ///
    /// @param quiet only the name is printed, and that only by `pull`
    /// @param forRun what is told goes to standard error, as standard output belongs to the container
    record Request(
            Registries way,
            Notices notices,
            PlatformChoice platforms,
            boolean quiet,
            boolean forRun,
            Again again) {}

    /// Pulls one image and tells about it.
    void pull(Reference name, Request request, Front front) {
        boolean error = request.forRun();
        if (request.quiet()) {
            Attended.run(
                    () -> request.again().run(() -> pull(request, name, PullProgress.none())),
                    () -> request.notices().show(front),
                    front);
            print(error ? "" : name + "\n", error, front);
            return;
        }
        print(heading(name), error, front);
        Caller caller = front.caller();
        boolean terminal = error ? caller.errorTerminal() : caller.outputTerminal();
        PullDisplay display = new PullDisplay(terminal, caller.columns(), caller.rows());
        PullImages.Pulled pulled =
                Attended.run(
                        () -> request.again().run(() -> pull(request, name, display)),
                        () -> show(display, request, front),
                        front);
        String status =
                pulled.changed()
                        ? "Status: Downloaded newer image for "
                        : "Status: Image is up to date for ";
        print("Digest: " + pulled.digest() + "\n" + status + name.familiar() + "\n", error, front);
        if (!error) {
            front.out(name + "\n");
        }
    }

    /// Pulls an image that a container is to be made from. With `--pull newer` it may be out of reach when the store has
    /// one.
    public void forContainer(RunOptions.ImageSource.Named image, boolean quiet, Front front) {
        Reference name = Reference.parse(image.reference());
        if (image.pull() == RunOptions.Pull.MISSING && !quiet) {
            front.err("Unable to find image '" + name.familiar() + "' locally\n");
        }
        Notices notices = new Notices();
        Registries way = registries.reach(Access.plain(front.caller().environment()), notices);
        PlatformChoice platforms = new PlatformChoice(image.platform().map(Platform::parse), false);
        Request request = new Request(way, notices, platforms, quiet, true, Again.never());
        pullOrKeep(name, request, image.pull() == RunOptions.Pull.NEWER, front);
    }

    /// @param keep whether the registry may be out of reach when the store has one
    private void pullOrKeep(Reference name, Request request, boolean keep, Front front) {
        try {
            pull(name, request, front);
        } catch (JongException e) {
            if (!keep || !pulling.isHere(name)) {
                throw e;
            }
        }
    }

    private PullImages.Pulled pull(Request request, Reference name, PullProgress progress) {
        return pulling.pull(request.way(), name, request.platforms(), progress);
    }

    private static void show(PullDisplay display, Request request, Front front) {
        request.notices().show(front);
        print(display.tick(), request.forRun(), front);
    }

    private List<Reference> all(Request request, Reference name, Front front) {
        return Attended.run(
                () -> pulling.all(request.way(), name), () -> request.notices().show(front), front);
    }

    private static String heading(Reference name) {
        String what = name.digest().isPresent() ? name.toString() : name.tag().orElse("latest");
        return what + ": Pulling from " + name.path() + "\n";
    }

    private static void tellDefaultTag(String text, Reference name, Request request, Front front) {
        if (!request.quiet() && !isTagged(text, name)) {
            front.out("Using default tag: latest\n");
        }
    }

    private static boolean isTagged(String text, Reference name) {
        return name.digest().isPresent() || text.lastIndexOf(':') > text.lastIndexOf('/');
    }

    private static PlatformChoice platforms(ParsedCommand line) {
        return new PlatformChoice(PlatformOptions.of(line, ""), line.flag("all-platforms"));
    }

    private static void print(String text, boolean standardError, Front front) {
        if (standardError && !text.isEmpty()) {
            front.err(text);
        } else if (!text.isEmpty()) {
            front.out(text);
        }
    }
}
