package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.context.CheckOutGit;
import dev.jong.build.context.FetchUrl;
import dev.jong.build.context.Fetched;
import dev.jong.build.context.GitCheckout;
import dev.jong.build.context.GitUrl;
import dev.jong.build.context.ReadContext;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.LayersTree;
import dev.jong.build.files.StatCache;
import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.OwnerMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds what a user names as a context: a directory, standard input, the URL of an archive or of a Dockerfile, a git
/// repository. What the user names may lead anywhere; what a Dockerfile names may not.
public final class FindContext {
    private final Syscalls kernel;
    private final Path remembered;
    private final ReadContext reading;
    private final Supplier<FetchUrl> fetching;
    private final Supplier<CheckOutGit> git;
    private final Supplier<InputStream> input;
    private final Runnable beforeMany;

    /// @param remembered where digests of files are: the store's `cache/contexts`
    /// @param reading reads archives
    /// @param fetching made when a URL is named
    /// @param git made when a repository is named
    /// @param input standard input
    /// @param beforeMany asked before many files are read of a directory; ends the build by throwing
    public FindContext(
            Syscalls kernel,
            Path remembered,
            ReadContext reading,
            Supplier<FetchUrl> fetching,
            Supplier<CheckOutGit> git,
            Supplier<InputStream> input,
            Runnable beforeMany) {
        this.kernel = kernel;
        this.remembered = remembered;
        this.reading = reading;
        this.fetching = fetching;
        this.git = git;
        this.input = input;
        this.beforeMany = beforeMany;
    }

    /// Standard input.
    InputStream input() {
        return input.get();
    }

    /// Finds it.
    ///
    /// @param place absolute when it is a directory
    ContextPlace find(String place) {
        if (place.equals("-")) {
            return arrived(place, reading.read(input.get()));
        }
        Optional<GitUrl> repository = GitUrl.parse(place);
        if (repository.isPresent()) {
            return checkOut(place, repository.get());
        }
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return fetched(place);
        }
        return directory(place);
    }

    private ContextPlace directory(String place) {
        Path path = Text.path(place);
        if (!Files.isDirectory(path)) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "there is no build context "
                                    + Text.printable(place)
                                    + (Files.exists(path) ? ": it is no directory" : ""))
                    .hint("the argument is the directory of the files, -f names the Dockerfile");
        }
        return new ContextPlace(
                place,
                rules ->
                        DirectoryTree.open(
                                kernel,
                                path,
                                rules,
                                StatCache.open(remembered, place, InstantSource.system())
                                        .beforeMany(beforeMany)),
                Optional.empty(),
                Optional.of(path),
                () -> {});
    }

    private ContextPlace fetched(String url) {
        Fetched file = fetching.get().fetch(url, "");
        try (InputStream in = Files.newInputStream(file.file())) {
            return arrived(url, reading.read(in));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot read what came from " + Text.printable(url))
                    .causedBy(e);
        }
    }

    private ContextPlace checkOut(String place, GitUrl url) {
        GitCheckout checkout = git.get().checkOut(url, "", url.keepGitDirectory().orElse(false));
        return new ContextPlace(
                place,
                rules -> tree(checkout.directory(), rules),
                Optional.empty(),
                Optional.empty(),
                checkout::close);
    }

    private ContextPlace arrived(String place, ReadContext.Arrived arrived) {
        return switch (arrived) {
            case ReadContext.Arrived.Archive archive ->
                    new ContextPlace(
                            place,
                            rules -> tree(archive.files().directory(), rules),
                            Optional.empty(),
                            Optional.empty(),
                            archive.files()::close);
            case ReadContext.Arrived.Dockerfile text ->
                    new ContextPlace(
                            place,
                            rules -> nothing(),
                            Optional.of(text.text()),
                            Optional.empty(),
                            () -> {});
        };
    }

    private FileTree tree(Path files, IgnoreRules rules) {
        return DirectoryTree.open(kernel, files, rules, StatCache.none(InstantSource.system()));
    }

    private FileTree nothing() {
        return LayersTree.open(
                kernel, List.of(), OwnerMap.SAME, StatCache.none(InstantSource.system()));
    }
}
