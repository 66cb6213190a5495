package dev.jong.cli.command.system;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.run.SizeParser;
import dev.jong.service.container.Caller;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.Optional;

/// How large a store may become: `--store-limit`, else JONG_STORE_LIMIT, else `storeLimit` of the settings file, which
/// is `/etc/jong/config.json` for root and `$XDG_CONFIG_HOME/jong/config.json` for others. 0 or nothing is no limit.
final class LimitSetting {
    private static final int FILE_BYTES = 1 << 20;

    private LimitSetting() {}

    static Optional<Long> of(GlobalOptions global, Caller caller) {
        Optional<OptionValue> value =
                global.storeLimit().map(text -> OptionValue.of("store-limit", text));
        if (value.isEmpty()) {
            value =
                    caller.variable("JONG_STORE_LIMIT")
                            .filter(text -> !text.isEmpty())
                            .map(text -> OptionValue.of("JONG_STORE_LIMIT", text));
        }
        if (value.isEmpty()) {
            value = file(caller).flatMap(LimitSetting::read);
        }
        return value.map(SizeParser::parse).filter(bytes -> bytes > 0);
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

    private static Optional<OptionValue> read(Path file) {
        try {
            Optional<byte[]> bytes = SmallFile.read(file, FILE_BYTES);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Json.Obj settings = JsonParser.parseObject(bytes.get());
            boolean number = settings.get("storeLimit").orElse(null) instanceof Json.Num;
            String text =
                    number
                            ? Long.toString(settings.number("storeLimit").orElse(0L))
                            : settings.text("storeLimit");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OptionValue.of("storeLimit", text));
        } catch (JongException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot read the settings in "
                                    + Text.printable(Text.of(file))
                                    + ": "
                                    + e.text())
                    .hint("it is a JSON object such as {\"storeLimit\": \"20g\"}")
                    .causedBy(e);
        }
    }
}
