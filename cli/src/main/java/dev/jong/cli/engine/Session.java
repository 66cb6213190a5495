package dev.jong.cli.engine;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.UncheckedIOException;

/// Serves one command from its request to its exit code. The one place where errors become what the user sees.
final class Session {
    private final Handler handler;
    private final boolean alone;

    /// @param alone the engine ends with this command. The next command is another engine's, which would see what is
    ///     left to be done: so nothing is, once the exit code is told
    Session(Handler handler, boolean alone) {
        this.handler = handler;
        this.alone = alone;
    }

    /// Runs the command; never throws because of what the user or the front did.
    void serve(Request request, FrontSession front) {
        answer(request, front);
        finish(front);
    }

    private static void finish(FrontSession front) {
        try {
            front.finish();
        } catch (JongException e) {
            EngineLog.error("after a command", e);
        }
    }

    private void answer(Request request, FrontSession front) {
        int code;
        try {
            code = handler.handle(request.arguments(), front);
        } catch (JongException e) {
            code = tell(front, e);
        } catch (WorkerNeeded e) {
            front.askWorker();
            return;
        } catch (FrontGone gone) {
            // The front went away in the middle of an answer: nobody is left to tell.
            return;
        } catch (RuntimeException | Error e) {
            // Errors too, such as a class that is missing: a front without an exit code could only
            // guess.
            code = bug(front, e);
        }
        if (alone) {
            finish(front);
        }
        try {
            front.exit(code);
        } catch (FrontGone gone) {
            EngineLog.debug("the front left before its exit code");
        }
    }

    private static int tell(FrontSession front, JongException error) {
        if (error.kind() == ErrorKind.INTERNAL) {
            return bug(front, error);
        }
        if (error.getCause() != null) {
            EngineLog.debug("command failed", error);
        }
        print(front, error.text(), error.hint());
        return error.kind().exitCode();
    }

    private static int bug(FrontSession front, Throwable error) {
        String id = Long.toHexString(System.nanoTime());
        EngineLog.error("bug " + id, error);
        // The message of an UncheckedIOException is the name of a class and then its cause's.
        Throwable cause = error instanceof UncheckedIOException ? error.getCause() : null;
        String message = cause == null ? error.getMessage() : cause.getMessage();
        String what = message == null ? error.getClass().getSimpleName() : message;
        print(
                front,
                "internal error " + id + ": " + Text.printable(Text.utf8(what)),
                "the engine's log has the details: jong engine status says where it is");
        return ErrorKind.INTERNAL.exitCode();
    }

    private static void print(FrontSession front, String message, String hint) {
        try {
            front.tell(message, hint);
        } catch (FrontGone gone) {
            EngineLog.debug("the front left before its error message");
        }
    }
}
