package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.CsvFields;
import dev.jong.service.build.Secrets;
import dev.jong.service.container.Caller;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `--secret` and `--ssh`. A secret is read when a step asks for it.
public final class CallerSecrets implements Secrets {
    private static final int LARGEST = 500 << 10;

    private final Caller caller;
    private final Map<String, Source> secrets = new HashMap<>();
    private final Map<String, Agent> agents = new HashMap<>();

    /// Where a secret is: a file, or a variable of the caller.
    private record Source(String file, String variable) {}

    /// @throws JongException INVALID_ARGUMENT for a value that cannot be
    public CallerSecrets(ParsedCommand line, Caller caller) {
        this.caller = caller;
        line.all("secret").forEach(this::addSecret);
        line.all("ssh").forEach(this::addAgent);
    }

    private void addSecret(OptionValue value) {
        List<String> fields =
                CsvFields.split(value.text())
                        .orElseThrow(() ->
                                value.invalid("quotes are unbalanced", "write id=ID,src=FILE"));
        Map<String, String> options = new HashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            String text = equals < 0 ? "" : field.substring(equals + 1);
            switch (name) {
                case "id", "env", "type" -> options.put(name, text);
                case "src", "source" -> options.put("src", text);
                default -> throw value.invalid("no such field", "write id=ID,src=FILE or env=NAME");
            }
        }
        String id = options.getOrDefault("id", "");
        if (id.isEmpty()) {
            throw value.invalid("an id is missing", "write id=ID,src=FILE or id=ID,env=NAME");
        }
        String file = options.getOrDefault("src", "");
        String variable = options.getOrDefault("env", "");
        String type = options.getOrDefault("type", "file");
        if (!type.equals("file") && !type.equals("env")) {
            throw value.invalid("no such type", "use file or env");
        }
        if (type.equals("env") && variable.isEmpty()) {
            variable = file.isEmpty() ? id : file;
            file = "";
        }
        if (file.isEmpty() && variable.isEmpty()) {
            boolean known = caller.variable(id).isPresent();
            variable = known ? id : "";
            file = known ? "" : id;
        }
        check(id, file, variable);
        secrets.put(id, new Source(file.isEmpty() ? "" : caller.absolute(file), variable));
    }

    /// A secret that is not there is a mistake that shows at once, and not after an hour of building.
    private void check(String id, String file, String variable) {
        boolean there =
                file.isEmpty()
                        ? caller.variable(variable).isPresent()
                        : Files.isReadable(Text.path(caller.absolute(file)));
        if (!there) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "the secret "
                            + Text.printable(id)
                            + " cannot be read: there is no "
                            + (file.isEmpty() ? "variable " + variable : Text.printable(file)));
        }
    }

    private void addAgent(OptionValue value) {
        int equals = value.text().indexOf('=');
        String id = equals < 0 ? value.text() : value.text().substring(0, equals);
        String place = equals < 0 ? "" : value.text().substring(equals + 1);
        agents.put(
                id.isEmpty() ? "default" : id,
                place.isEmpty() ? usual(value) : agent(value, place));
    }

    private Agent usual(OptionValue value) {
        return new Agent.Socket(
                caller.variable("SSH_AUTH_SOCK")
                        .filter(path -> !path.isEmpty())
                        .orElseThrow(() ->
                                value.invalid(
                                        "there is no agent: SSH_AUTH_SOCK is not set",
                                        "eval $(ssh-agent), then ssh-add")));
    }

    /// One socket, or files with keys.
    private Agent agent(OptionValue value, String place) {
        List<String> keys = new ArrayList<>();
        for (String one : place.split(",")) {
            String path = caller.absolute(one);
            if (Files.isRegularFile(Text.path(path))) {
                keys.add(path);
            }
        }
        if (keys.isEmpty() && place.indexOf(',') < 0) {
            return new Agent.Socket(caller.absolute(place));
        }
        if (keys.size() < place.split(",").length) {
            throw value.invalid(
                    "not all of these are files", "name one socket, or files with private keys");
        }
        return new Agent.Keys(keys);
    }

    @Override
    public Optional<byte[]> secret(String id) {
        Source source = secrets.get(id);
        if (source == null) {
            return Optional.empty();
        }
        return source.file().isEmpty()
                ? caller.variable(source.variable()).map(Text::bytes)
                : SmallFile.read(Text.path(source.file()), LARGEST);
    }

    @Override
    public Optional<Agent> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }
}
