package dev.jong.service.build;

import dev.jong.build.context.CheckOutGit;
import dev.jong.build.context.FetchUrl;
import dev.jong.build.context.GitCheckout;
import dev.jong.build.context.GitUrl;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.build.solver.Remotes;
import dev.jong.linux.Syscalls;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What `ADD` fetches, each thing once in a build.
public final class FetchRemotes implements Remotes, AutoCloseable {
    private final Syscalls kernel;
    private final Supplier<FetchUrl> fetching;
    private final Supplier<CheckOutGit> git;
    private final Runnable beforeWork;
    private final Map<String, dev.jong.build.context.Fetched> files = new ConcurrentHashMap<>();
    private final Map<String, GitCheckout> checkouts = new ConcurrentHashMap<>();

    /// @param fetching made when a URL is named; goes only where a stranger may send us
    /// @param git made when a repository is named
    /// @param beforeWork asked before anything is fetched; ends the build by throwing
    public FetchRemotes(
            Syscalls kernel,
            Supplier<FetchUrl> fetching,
            Supplier<CheckOutGit> git,
            Runnable beforeWork) {
        this.kernel = kernel;
        this.fetching = fetching;
        this.git = git;
        this.beforeWork = beforeWork;
    }

    @Override
    public boolean isRepository(String source) {
        return GitUrl.parse(source).isPresent();
    }

    @Override
    public Fetched fetch(String url, String checksum) {
        dev.jong.build.context.Fetched file =
                files.computeIfAbsent(
                        url + " " + checksum,
                        key -> {
                            beforeWork.run();
                            return fetching.get().fetch(url, checksum);
                        });
        return new Fetched(file.file(), file.name(), file.digest(), file.modified());
    }

    @Override
    public Checkout checkOut(String url, String commit, boolean keepGitDirectory) {
        GitUrl parsed = GitUrl.parse(url).orElseThrow();
        boolean keep = parsed.keepGitDirectory().orElse(keepGitDirectory);
        GitCheckout checkout =
                checkouts.computeIfAbsent(
                        url + " " + commit + " " + keep,
                        key -> {
                            beforeWork.run();
                            return git.get().checkOut(parsed, commit, keep);
                        });
        return new Checkout(
                DirectoryTree.open(
                        kernel,
                        checkout.directory(),
                        IgnoreRules.NONE,
                        StatCache.none(InstantSource.system())),
                checkout.commit());
    }

    @Override
    public void close() {
        List<GitCheckout> all = new ArrayList<>(checkouts.values());
        all.forEach(GitCheckout::close);
    }
}
