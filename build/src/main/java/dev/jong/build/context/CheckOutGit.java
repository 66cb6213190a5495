package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TemporaryTree;
import java.nio.file.Path;
import java.util.Map;

/// Checks git repositories out, for contexts and `ADD`: one commit without history where the server gives it, with the
/// repository's submodules.
public final class CheckOutGit {
    private static final String NETWORK = "https:http:git:ssh";
    private static final int SHORTEST_COMMIT = 7;

    private final Syscalls kernel;
    private final Path temporary;
    private final Map<String, String> environment;
    private final GitHosts hosts;
    private final String protocols;

    /// @param temporary the store's `tmp`
    /// @param environment of the caller: `PATH`, `HOME`, proxies and the socket of its ssh agent
    /// @param hosts to which it may go
    public CheckOutGit(
            Syscalls kernel, Path temporary, Map<String, String> environment, GitHosts hosts) {
        this(kernel, temporary, environment, hosts, NETWORK);
    }

    /// The same with other transports, for tests.
    CheckOutGit(
            Syscalls kernel,
            Path temporary,
            Map<String, String> environment,
            GitHosts hosts,
            String protocols) {
        this.kernel = kernel;
        this.temporary = temporary;
        this.environment = Map.copyOf(environment);
        this.hosts = hosts;
        this.protocols = protocols;
    }

    /// Checks a repository out.
    ///
    /// @param commit that it has to be, in full or its first seven digits at least; empty for any
    /// @param keepGitDirectory whether `.git` stays, unless the URL says
    /// @return to be closed
    /// @throws JongException NOT_FOUND when it has no such directory; PRECONDITION without git; PERMISSION_DENIED for a host that may not be asked; UNAVAILABLE when
    ///     it cannot be had; DATA_LOSS when it is another commit
    public GitCheckout checkOut(GitUrl url, String commit, boolean keepGitDirectory) {
        hosts.check(url.host());
        GitProgram git = GitProgram.find(environment, protocols);
        TemporaryTree place = TemporaryTree.create(kernel, temporary);
        try {
            String found = checkOut(git, url, place.directory());
            check(url, url.commit(), found);
            check(url, commit, found);
            TidyCheckout tidy = new TidyCheckout(kernel, place.directory());
            if (!url.keepGitDirectory().orElse(keepGitDirectory)) {
                tidy.removeGit();
            }
            tidy.setModes();
            Path directory = tidy.directory(url.directory());
            return new GitCheckout(place, directory, found);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private String checkOut(GitProgram git, GitUrl url, Path place) {
        git.run(place, "init", "--quiet", "--template=");
        git.run(place, "remote", "add", "--", "origin", url.remote());
        String wanted = url.ref().isEmpty() ? url.commit() : url.ref();
        try {
            String ref = wanted.isEmpty() ? "HEAD" : wanted;
            git.run(place, "fetch", "--quiet", "--depth=1", "--no-tags", "--", "origin", ref);
            git.run(place, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD");
        } catch (JongException e) {
            if (!isCommit(wanted)) {
                throw failed(url, e);
            }
            all(git, url, place, wanted);
        }
        new Submodules(git, hosts).checkOut(place);
        return git.run(place, "rev-parse", "--verify", "HEAD^{commit}");
    }

    /// Fetches everything, to find a commit that the server does not give by itself.
    private static void all(GitProgram git, GitUrl url, Path place, String commit) {
        try {
            git.run(
                    place,
                    "fetch",
                    "--quiet",
                    "--tags",
                    "--",
                    "origin",
                    "+refs/heads/*:refs/remotes/origin/*");
            git.run(place, "checkout", "--quiet", "--force", "--detach", commit);
        } catch (JongException e) {
            throw failed(url, e);
        }
    }

    private static boolean isCommit(String text) {
        boolean hex = text.length() >= SHORTEST_COMMIT && text.length() <= 64;
        for (int i = 0; i < text.length() && hex; i++) {
            hex = Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 0x80;
        }
        return hex;
    }

    private static void check(GitUrl url, String wanted, String found) {
        boolean same = wanted.length() >= SHORTEST_COMMIT && found.startsWith(wanted);
        if (!wanted.isEmpty() && !same) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "the commit of "
                                    + Text.printable(url.remote())
                                    + " is "
                                    + found
                                    + ", not "
                                    + Text.printable(wanted))
                    .hint("the ref has moved, or the checksum is of another commit");
        }
    }

    private static JongException failed(GitUrl url, JongException e) {
        String what = url.ref().isEmpty() ? "" : " at \"" + Text.printable(url.ref()) + "\"";
        return JongException.of(
                        e.kind(),
                        "cannot read the repository "
                                + Text.printable(withoutSecret(url.remote()))
                                + what
                                + ": "
                                + e.text())
                .hint("see whether the URL, the ref and your credentials for it are right")
                .causedBy(e);
    }

    /// Users and passwords in a URL are nobody else's business.
    private static String withoutSecret(String remote) {
        int scheme = remote.indexOf("://");
        int at = remote.lastIndexOf('@');
        return scheme > 0 && at > scheme
                ? remote.substring(0, scheme + 3) + remote.substring(at + 1)
                : remote;
    }
}
