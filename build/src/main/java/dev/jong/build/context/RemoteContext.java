package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Contexts that are no directory of the user: an archive or a Dockerfile on standard input or behind a URL, and git
/// repositories. Their files lie in the store's `tmp` until they are closed.
public final class RemoteContext {
    private final ReadContext archives;
    private final FetchUrl urls;
    private final CheckOutGit repositories;

    /// @param urls may go wherever the user says, who has typed the URL
    /// @param repositories the same
    public RemoteContext(ReadContext archives, FetchUrl urls, CheckOutGit repositories) {
        this.archives = archives;
        this.urls = urls;
        this.repositories = repositories;
    }

    /// What came.
    public sealed interface Arrived {
        /// Files.
        record Context(Opened opened) implements Arrived {}

        /// A Dockerfile; there are no files.
        record Dockerfile(String text) implements Arrived {}
    }

    /// Files of a context.
    ///
    /// @param directory holds them: a stranger's, in which no link may be followed but within it
    /// @param place what tells the context from others
    /// @param commit of a repository; empty for what is none
    /// @param after runs when this is closed: the files are gone then
    public record Opened(Path directory, String place, String commit, Runnable after)
            implements AutoCloseable {
        @Override
        public void close() {
            after.run();
        }
    }

    /// Whether a place is one of these.
    public static boolean isRemote(String place) {
        return place.equals("-")
                || place.startsWith("http://")
                || place.startsWith("https://")
                || GitUrl.parse(place).isPresent();
    }

    /// Gets a context.
    ///
    /// @param place `-`, a URL or a repository
    /// @param input standard input, not closed
    /// @param keepGitDirectory whether a repository's `.git` is part of it, unless its URL says
    /// @throws JongException of what fails; INVALID_ARGUMENT for another place
    public Arrived open(String place, InputStream input, boolean keepGitDirectory) {
        if (place.equals("-")) {
            return arrived(archives.read(input), place);
        }
        Optional<GitUrl> repository = GitUrl.parse(place);
        if (repository.isPresent()) {
            GitUrl url = repository.get();
            GitCheckout checkout = repositories.checkOut(url, "", keepGitDirectory);
            String name = url.remote() + "#:" + url.directory();
            return new Arrived.Context(
                    new Opened(checkout.directory(), name, checkout.commit(), checkout::close));
        }
        Fetched file = urls.fetch(place, "");
        try (InputStream in = Files.newInputStream(file.file())) {
            return arrived(archives.read(in), place);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot read what " + Text.printable(place) + " gave")
                    .causedBy(e);
        }
    }

    private static Arrived arrived(ReadContext.Arrived what, String place) {
        return switch (what) {
            case ReadContext.Arrived.Archive archive ->
                    new Arrived.Context(
                            new Opened(
                                    archive.files().directory(),
                                    place,
                                    "",
                                    archive.files()::close));
            case ReadContext.Arrived.Dockerfile text -> new Arrived.Dockerfile(text.text());
        };
    }
}
