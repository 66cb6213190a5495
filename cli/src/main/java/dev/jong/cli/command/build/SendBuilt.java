package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.step.Tree;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.Attended;
import dev.jong.cli.progress.PushDisplay;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Reference;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.ExportFiles;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.image.PushImages;
import dev.jong.service.image.SaveImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Brings what was built to the places that the command line names beside the store.
public final class SendBuilt {
    private final Supplier<SaveImages> saving;
    private final Supplier<ExportFiles> files;
    private final Supplier<PushImages> pushing;
    private final Supplier<Registries> registries;

    public SendBuilt(
            Supplier<SaveImages> saving,
            Supplier<ExportFiles> files,
            Supplier<PushImages> pushing,
            Supplier<Registries> registries) {
        this.saving = saving;
        this.files = files;
        this.pushing = pushing;
        this.registries = registries;
    }

    /// Brings it to all of them.
    ///
    /// @throws JongException INVALID_ARGUMENT for a place that cannot take it; what disks and registries say
    public void send(
            BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front) {
        for (BuildRequest.Output output : request.outputs()) {
            switch (output.type()) {
                case "registry" -> push(built, request, output, line, front);
                case "image" -> {
                    if (output.options().getOrDefault("push", "").equals("true")) {
                        push(built, request, output, line, front);
                    }
                }
                case "oci", "docker" -> save(built, request, output, front);
                case "tar", "local" -> export(built, output, front);
                default -> {}
            }
        }
    }

    private void push(
            BuildImage.Built built,
            BuildRequest request,
            BuildRequest.Output output,
            ParsedCommand line,
            Front front) {
        if (request.names().isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "an image without a name cannot be pushed")
                    .hint("-t REGISTRY/NAME:TAG gives it one");
        }
        PushImages.Wishes wishes = OutputCompression.of(output);
        Caller caller = front.caller();
        for (Reference name : request.names()) {
            PushDisplay display =
                    new PushDisplay(caller.errorTerminal(), caller.columns(), caller.rows());
            Attended.run(
                    () ->
                            pushing.get()
                                    .push(registries.get(), name.toString(), name, wishes, display),
                    () -> show(display, line, front),
                    front);
            if (!line.flag("quiet")) {
                front.err("pushed " + name.familiar() + " " + built.target().digest() + "\n");
            }
        }
    }

    private static void show(PushDisplay display, ParsedCommand line, Front front) {
        String news = display.tick();
        if (!news.isEmpty() && !line.flag("quiet")) {
            front.err(news);
        }
    }

    private void save(
            BuildImage.Built built, BuildRequest request, BuildRequest.Output output, Front front) {
        List<String> names =
                request.names().isEmpty() || !request.keeps()
                        ? List.of(built.id().toString())
                        : request.names().stream().map(Reference::toString).toList();
        SaveImages.Request wanted =
                new SaveImages.Request(
                        names,
                        Optional.empty(),
                        () -> front.out(new byte[0], 0, 0),
                        request.keeps() ? List.of() : request.names());
        boolean oci = output.type().equals("oci");
        boolean directory = output.options().getOrDefault("tar", "true").equals("false");
        SaveImages.Format format =
                directory
                        ? SaveImages.Format.OCI_DIRECTORY
                        : oci ? SaveImages.Format.OCI_ARCHIVE : SaveImages.Format.DOCKER_ARCHIVE;
        if (toStandardOutput(output)) {
            saving.get().toStream(wanted, format, front.standardOutput());
        } else {
            saving.get().toFile(wanted, format, Text.path(output.destination()));
        }
    }

    private static boolean toStandardOutput(BuildRequest.Output output) {
        return output.destination().equals("-") || output.destination().isEmpty();
    }

    private void export(BuildImage.Built built, BuildRequest.Output output, Front front) {
        boolean several = built.results().size() > 1;
        for (var result : built.results()) {
            Tree tree = result.stage().tree();
            String part = several ? result.platform().toString().replace('/', '_') : "";
            if (output.type().equals("local")) {
                Path to = Text.path(output.destination());
                List<String> skipped =
                        files.get().toDirectory(tree, part.isEmpty() ? to : to.resolve(part));
                skipped.forEach(name -> front.err("left out: " + Text.printable(name) + "\n"));
            } else if (several) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "an archive of files is of one platform")
                        .hint("use type=oci for several");
            } else if (output.destination().equals("-")) {
                files.get().toStream(tree, front.standardOutput());
            } else {
                files.get().toFile(tree, Text.path(output.destination()));
            }
        }
    }
}
