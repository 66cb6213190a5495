package dev.jong.cli;

import dev.jong.build.context.CheckOutGit;
import dev.jong.build.context.FetchUrl;
import dev.jong.build.context.FetchedFiles;
import dev.jong.build.context.GitHosts;
import dev.jong.build.context.ReadContext;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.registry.http.HostNetwork;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.Proxies;
import dev.jong.image.registry.tls.RegistryTls;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.FetchRemotes;
import dev.jong.service.build.FindContext;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.build.lock.Offline;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The part of the wiring that is about where the files of one build come from.
final class SourceWiring {
    private static final long FETCHED_BYTES = 4L << 30;

    private final Wiring wiring;
    private final ParsedCommand line;
    private final Front front;
    private final Syscalls kernel = new NativeSyscalls();

    SourceWiring(Wiring wiring, ParsedCommand line, Front front) {
        this.wiring = wiring;
        this.line = line;
        this.front = front;
    }

    /// Where digests of files are remembered.
    static Path remembered(Wiring wiring) {
        return wiring.store().root().resolve("cache/contexts");
    }

    /// What the user names.
    ///
    /// @param beforeWork asked before many files are read; ends the build by throwing
    OpenContexts contexts(BuildRequest request, Runnable beforeWork) {
        FindContext finding =
                new FindContext(
                        kernel,
                        remembered(wiring),
                        new ReadContext(kernel, temporary()),
                        () -> fetching(FetchUrl.Reach.EVERYWHERE),
                        () -> git(FetchUrl.Reach.EVERYWHERE),
                        front::standardInput,
                        beforeWork);
        return OpenContexts.open(finding, request, front.caller().workingDirectory());
    }

    /// What a Dockerfile names, which leads to fewer places.
    ///
    /// @param beforeWork asked before anything is fetched; ends the build by throwing
    FetchRemotes remotes(Runnable beforeWork) {
        return new FetchRemotes(
                kernel,
                () -> fetching(FetchUrl.Reach.NETWORK),
                () -> git(FetchUrl.Reach.NETWORK),
                beforeWork);
    }

    private FetchUrl fetching(FetchUrl.Reach reach) {
        Map<String, String> environment = front.caller().environment();
        Http http =
                new Http(
                        new HostNetwork(),
                        new RegistryTls(environment, Optional.empty()),
                        new Proxies(environment));
        Path directory = wiring.store().root().resolve("cache/fetched");
        FetchedFiles kept = new FetchedFiles(directory, FETCHED_BYTES, InstantSource.system());
        return new FetchUrl(http, kept, reach, line.flag("offline"));
    }

    private CheckOutGit git(FetchUrl.Reach reach) {
        if (line.flag("offline")) {
            throw Offline.repository();
        }
        return new CheckOutGit(
                kernel,
                temporary(),
                front.caller().environment(),
                new GitHosts(new HostNetwork(), reach));
    }

    private Path temporary() {
        return wiring.store().root().resolve("tmp");
    }
}
