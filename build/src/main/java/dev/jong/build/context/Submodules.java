package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.Paths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks the submodules of a repository out, each from a host that may be asked.
final class Submodules {
    private static final int DEEPEST = 10;

    private final GitProgram git;
    private final GitHosts hosts;

    Submodules(GitProgram git, GitHosts hosts) {
        this.git = git;
        this.hosts = hosts;
    }

    void checkOut(Path repository) {
        checkOut(repository, 0);
    }

    private void checkOut(Path repository, int depth) {
        List<String> places = new ArrayList<>();
        for (String line : declared(repository)) {
            int space = line.indexOf(' ');
            String name = space < 0 ? line : line.substring(0, space);
            String value = space < 0 ? "" : line.substring(space + 1);
            if (name.endsWith(".url")) {
                check(value);
            } else {
                places.add(Paths.inRoot(value));
            }
        }
        if (places.isEmpty()) {
            return;
        }
        if (depth == DEEPEST) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "the repository has too many submodules in others");
        }
        git.run(repository, "submodule", "--quiet", "update", "--init", "--depth=1");
        for (String place : places) {
            checkOut(repository.resolve(Text.path(place)), depth + 1);
        }
    }

    /// Lines of `submodule.NAME.url VALUE` and `submodule.NAME.path VALUE` out of the commit, not out of a file that may be
    /// a link.
    private List<String> declared(Path repository) {
        if (git.run(repository, "ls-tree", "HEAD", "--", ".gitmodules").isEmpty()) {
            return List.of();
        }
        String lines =
                git.run(
                        repository,
                        "config",
                        "--blob",
                        "HEAD:.gitmodules",
                        "--get-regexp",
                        "^submodule\\..*\\.(url|path)$");
        return List.of(lines.split("\n"));
    }

    private void check(String url) {
        boolean relative = url.startsWith("./") || url.startsWith("../");
        if (!relative) {
            hosts.check(GitUrl.anyHost(url));
        }
    }
}
