package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.solver.BuildProgress;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.Images;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.build.lock.HoldToLock;
import dev.jong.service.build.lock.Locking;
import dev.jong.service.build.lock.WriteLock;
import java.nio.file.Path;
import java.util.Optional;

/// `--lock`, `--locked` and `--offline`.
public final class LockArguments {
    private LockArguments() {}

    /// Refuses what contradicts itself.
    ///
    /// @throws JongException INVALID_ARGUMENT
    static void check(ParsedCommand line) {
        if (line.flag("lock") && line.flag("locked")) {
            throw contradiction(
                    "--lock and --locked", "--lock writes the lock, --locked holds to it");
        }
        if (line.flag("offline") && PullArgument.asks(line)) {
            throw contradiction("--offline and --pull", "--pull asks a registry");
        }
    }

    private static JongException contradiction(String what, String hint) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, what + " cannot be used together")
                .hint(hint);
    }

    /// How a build uses its lock.
    ///
    /// @throws JongException INVALID_ARGUMENT when there is no place for one; what reading it says
    public static Locking of(
            ParsedCommand line, OpenContexts contexts, Images images, BuildProgress progress) {
        boolean writing = line.flag("lock");
        if (!writing && !line.flag("locked")) {
            return Locking.NONE;
        }
        Path file =
                contexts.lockFile()
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.INVALID_ARGUMENT,
                                                "there is no directory for jong.lock")
                                        .hint(
                                                "a lock is beside a Dockerfile of this host: name one by -f"));
        return writing
                ? WriteLock.to(file, progress::tell)
                : HoldToLock.read(
                        file,
                        (reference, platform) ->
                                images.find(reference, Optional.of(platform)).isPresent());
    }
}
