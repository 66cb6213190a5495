package dev.jong.image.registry.auth;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.registry.Credentials;
import dev.jong.linux.HostProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that keeps credentials, `docker-credential-NAME`, by Docker's protocol: a word as argument, the server on
/// standard input, JSON on standard output.
final class Helper {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// A helper's user name that says that the secret is an identity token.
    private static final String TOKEN_USER = "<token>";

    private final String name;
    private final Map<String, String> environment;

    Helper(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
    }

    /// The credentials for a server; empty when the helper has none.
    Optional<Credentials> get(String server) {
        HostProgram.Outcome outcome = run("get", line(server));
        if (outcome.exitCode() != 0) {
            if (outcome.output().contains("credentials not found")) {
                return Optional.empty();
            }
            throw failed("get", outcome);
        }
        Json.Obj json = JsonParser.parseObject(Text.bytes(outcome.output()));
        String user = json.text("Username");
        return Optional.of(
                new Credentials(user.equals(TOKEN_USER) ? "" : user, json.text("Secret")));
    }

    void store(String server, Credentials credentials) {
        Json.Obj json =
                Json.object()
                        .put("ServerURL", line(server))
                        .put(
                                "Username",
                                credentials.user().isEmpty() ? TOKEN_USER : credentials.user())
                        .put("Secret", credentials.secret())
                        .build();
        demand("store", JsonPrinter.compact(json));
    }

    void erase(String server) {
        demand("erase", line(server));
    }

    /// The servers that it has credentials for.
    List<String> servers() {
        HostProgram.Outcome outcome = run("list", "");
        if (outcome.exitCode() != 0) {
            throw failed("list", outcome);
        }
        return List.copyOf(JsonParser.parseObject(Text.bytes(outcome.output())).fields().keySet());
    }

    private void demand(String word, String input) {
        HostProgram.Outcome outcome = run(word, input);
        if (outcome.exitCode() != 0) {
            throw failed(word, outcome);
        }
    }

    private HostProgram.Outcome run(String word, String input) {
        return HostProgram.find("docker-credential-" + name, environment, LONGEST)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.PRECONDITION,
                                        "cannot find the credential helper docker-credential-"
                                                + Text.printable(name)
                                                + " in the absolute directories of PATH")
                                .hint(
                                        "install it, or take it out of the config.json that names it"))
                .run(List.of(word), input);
    }

    /// The protocol ends a server's name with a line: one that holds two would ask for another's secret.
    private static String line(String server) {
        for (int i = 0; i < server.length(); i++) {
            if (server.charAt(i) < ' ' || server.charAt(i) == 0x7f) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "control bytes in the name of the registry \""
                                + Text.printable(server)
                                + "\"");
            }
        }
        return server;
    }

    private JongException failed(String word, HostProgram.Outcome outcome) {
        String said = outcome.output().strip();
        String cut = said.length() > 200 ? said.substring(0, 200) + "..." : said;
        return JongException.of(
                ErrorKind.UNAVAILABLE,
                "the credential helper docker-credential-"
                        + name
                        + " failed to "
                        + word
                        + ": "
                        + (cut.isEmpty()
                                ? "exit code " + outcome.exitCode()
                                : Text.printable(cut)));
    }
}
