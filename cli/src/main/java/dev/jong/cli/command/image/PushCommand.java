package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.DigestFile;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.Again;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.Attended;
import dev.jong.cli.progress.Notices;
import dev.jong.cli.progress.PushDisplay;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.image.PushImages;
import java.util.List;

/// `jong push`: Docker's words, and podman's second argument.
public final class PushCommand implements Command {
    private static final String TRANSPORT = "docker://";

    private final PushImages pushing;
    private final ReachRegistries registries;

    public PushCommand(PushImages pushing, ReachRegistries registries) {
        this.pushing = pushing;
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String image = line.arguments().getFirst();
        String destination = line.arguments().getLast();
        Reference to =
                Reference.parse(
                        destination.startsWith(TRANSPORT)
                                ? destination.substring(TRANSPORT.length())
                                : destination);
        if (to.digest().isPresent()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "cannot push to a digest: " + to.familiar())
                    .hint("name a tag: the digest follows from the image");
        }
        Job job = new Job(line, front, to);
        if (!line.flag("all-tags")) {
            push(job, image, to);
            return 0;
        }
        List<Reference> all = pushing.all(to);
        if (all.isEmpty()) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "there is no image of the repository " + to.familiarRepository());
        }
        all.forEach(name -> push(job, name.toString(), name));
        return 0;
    }

    /// One command's surroundings.
    private final class Job {
        private final Front front;
        private final Notices notices = new Notices();
        private final Registries way;
        private final PushImages.Wishes wishes;
        private final Again again;
        private final boolean quiet;
        private final ParsedCommand line;

        Job(ParsedCommand line, Front front, Reference to) {
            this.line = line;
            this.front = front;
            this.way = registries.reach(AccessArguments.of(line, front), notices);
            this.wishes = PushWishes.of(line);
            this.again = Again.of(line);
            this.quiet = line.flag("quiet");
            if (!quiet) {
                front.out("The push refers to repository [" + to.repository() + "]\n");
            }
        }
    }

    private void push(Job job, String image, Reference to) {
        Caller caller = job.front.caller();
        PushDisplay display =
                new PushDisplay(caller.outputTerminal(), caller.columns(), caller.rows());
        PushImages.Pushed pushed =
                Attended.run(
                        () ->
                                job.again.run(() ->
                                        pushing.push(job.way, image, to, job.wishes, display)),
                        () -> show(job, display),
                        job.front);
        Descriptor arrived = pushed.arrived().descriptor();
        if (pushed.partly() && !job.quiet) {
            job.front.err(
                    "jong: not all images of the index are here, only one was pushed: "
                            + arrived.digest()
                            + "\n");
        }
        DigestFile.write(job.line, "digestfile", job.front, arrived.digest());
        job.front.out(
                job.quiet
                        ? to + "\n"
                        : to.tag().orElse("latest")
                                + ": digest: "
                                + arrived.digest()
                                + " size: "
                                + pushed.arrived().bytes().length
                                + "\n");
    }

    private static void show(Job job, PushDisplay display) {
        job.notices.show(job.front);
        String news = display.tick();
        if (!job.quiet && !news.isEmpty()) {
            job.front.out(news);
        }
    }
}
