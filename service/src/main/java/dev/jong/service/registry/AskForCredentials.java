package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.Credentials;
import dev.jong.runtime.control.TerminalPlans;
import dev.jong.service.container.Front;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Gets a user and a password: from the command line, from standard input, and what is missing from the user at the
/// terminal.
public final class AskForCredentials {
    private static final int LONGEST = 64 << 10;

    private final TerminalPlans plans;
    private final Supplier<Path> temporary;

    /// @param temporary paths at which nothing exists yet
    public AskForCredentials(TerminalPlans plans, Supplier<Path> temporary) {
        this.plans = plans;
        this.temporary = temporary;
    }

    /// What was said already. Byte strings.
    ///
    /// @param suggested a user that is taken when only Enter is typed
    public record Given(
            Optional<String> user, Optional<String> password, Optional<String> suggested) {
        @Override
        public String toString() {
            return "Given[hidden]";
        }
    }

    /// A password that standard input holds, without the newline at its end.
    ///
    /// @throws JongException INVALID_ARGUMENT when there is none
    public static String passwordOf(InputStream input) {
        try {
            byte[] bytes = input.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw invalid("the password on standard input is longer than 64 KiB");
            }
            String text = Text.of(bytes);
            int end = text.length();
            end -= end > 0 && text.charAt(end - 1) == '\n' ? 1 : 0;
            end -= end > 0 && text.charAt(end - 1) == '\r' ? 1 : 0;
            return checked(text.substring(0, end));
        } catch (IOException e) {
            throw invalid("cannot read the password from standard input").causedBy(e);
        }
    }

    /// The credentials; asks for what is missing.
    ///
    /// @throws JongException INVALID_ARGUMENT when something is missing and nobody can be asked, CANCELLED when the user
    ///     gives up
    public Credentials complete(Given given, Front front) {
        if (given.user().isPresent() && given.password().isPresent()) {
            return new Credentials(given.user().get(), checked(given.password().get()));
        }
        if (!front.caller().inputTerminal()) {
            throw invalid("cannot ask for user and password: standard input is no terminal")
                    .hint("use --username and --password-stdin");
        }
        try (TerminalMode _ = TerminalMode.quiet(front, plans, temporary.get())) {
            InputStream keys = front.standardInput();
            String user = given.user().orElseGet(() -> user(given.suggested(), keys, front));
            String password = given.password().orElseGet(() -> password(keys, front));
            return new Credentials(user, checked(password));
        }
    }

    private static String user(Optional<String> suggested, InputStream keys, Front front) {
        front.out(
                suggested.map(s -> "Username (" + Text.printable(s) + "): ").orElse("Username: "));
        String typed = new TypedLine(keys, front::out, true).read().strip();
        String user = typed.isEmpty() ? suggested.orElse("") : typed;
        if (user.isEmpty()) {
            throw invalid("a user name is needed");
        }
        return user;
    }

    private static String password(InputStream keys, Front front) {
        front.out("Password: ");
        return new TypedLine(keys, front::out, false).read();
    }

    private static String checked(String password) {
        if (password.isEmpty()) {
            throw invalid("a password is needed");
        }
        if (password.indexOf('\n') >= 0 || password.indexOf('\0') >= 0) {
            throw invalid("a password can't have more than one line");
        }
        return password;
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
