package dev.jong.cli.command.system;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.run.SizeParser;
import dev.jong.service.container.Caller;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.Optional;

/// A size that a variable of the caller sets, else the settings file, which is `/etc/jong/config.json` for root and
/// `$XDG_CONFIG_HOME/jong/config.json` for others.
///
/// @param key in the file
public record SizeSetting(String variable, String key) {
    /// How large the build cache may become; 0 is no limit.
    public static final SizeSetting BUILD_CACHE =
            new SizeSetting("JONG_BUILD_CACHE_LIMIT", "buildCacheLimit");

    /// How large the images of a store may become; 0 is no limit.
    static final SizeSetting STORE = new SizeSetting("JONG_STORE_LIMIT", "storeLimit");

    private static final int FILE_BYTES = 1 << 20;

    /// Bytes; empty when nobody says anything.
    ///
    /// @throws JongException INVALID_ARGUMENT for what is no size, or a file that is damaged
    public Optional<Long> bytes(Caller caller) {
        Optional<OptionValue> value =
                caller.variable(variable)
                        .filter(text -> !text.isEmpty())
                        .map(text -> OptionValue.of(variable, text));
        if (value.isEmpty()) {
            value = file(caller).flatMap(this::read);
        }
        return value.map(SizeParser::parse);
    }

    private static Optional<Path> file(Caller caller) {
        if (caller.uid() == 0) {
            return Optional.of(Path.of("/etc/jong/config.json"));
        }
        Optional<String> base =
                caller.variable("XDG_CONFIG_HOME")
                        .filter(text -> text.startsWith("/"))
                        .or(() -> caller.variable("HOME").map(home -> home + "/.config"));
        return base.map(directory -> Text.path(directory).resolve("jong/config.json"));
    }

    private Optional<OptionValue> read(Path file) {
        try {
            Optional<byte[]> bytes = SmallFile.read(file, FILE_BYTES);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Json.Obj settings = JsonParser.parseObject(bytes.get());
            boolean number = settings.get(key).orElse(null) instanceof Json.Num;
            String text =
                    number ? Long.toString(settings.number(key).orElse(0L)) : settings.text(key);
            return text.isEmpty() ? Optional.empty() : Optional.of(OptionValue.of(key, text));
        } catch (JongException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot read the settings in "
                                    + Text.printable(Text.of(file))
                                    + ": "
                                    + e.text())
                    .hint("it is a JSON object such as {\"" + key + "\": \"20g\"}")
                    .causedBy(e);
        }
    }
}
