package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.LogOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `--log-driver` and `--log-opt`. What Jong does not do with logs is refused by name.
final class LogParser {
    private static final List<String> DRIVERS = List.of("json-file", "local", "journald", "none");
    private static final String KNOWN =
            "max-size, max-file, mode, max-buffer-size, compress, labels, env or tag";
    private static final int MOST_FILES = 1000;
    private static final long USUAL_BUFFER = 1 << 20;
    private static final long MOST_BUFFER = 1 << 30;

    private LogParser() {}

    /// Empty when neither option is given.
    static Optional<LogOptions> parse(ParsedCommand command) {
        Optional<OptionValue> driver = command.value("log-driver");
        List<OptionValue> options = command.all("log-opt");
        if (driver.isEmpty() && options.isEmpty()) {
            return Optional.empty();
        }
        if (driver.isPresent() && !DRIVERS.contains(driver.get().text())) {
            throw driver.get().unsupported("use json-file, local, journald or none");
        }
        Map<String, String> values = new TreeMap<>();
        long limit = LogOptions.USUAL.limit();
        long files = LogOptions.USUAL.files();
        long buffer = USUAL_BUFFER;
        for (OptionValue option : options) {
            int equals = option.text().indexOf('=');
            if (equals <= 0) {
                throw option.invalid("not a name and a value", "write max-size=10m");
            }
            String name = option.text().substring(0, equals);
            OptionValue value =
                    new OptionValue(option.option(), option.text().substring(equals + 1));
            switch (name) {
                case "max-size" -> limit = size(value);
                case "max-file" -> files = files(value);
                case "mode" -> mode(option, value);
                case "max-buffer-size" -> buffer = buffer(value);
                case "compress" -> compress(option, value);
                case "labels", "env", "tag" -> {}
                case "labels-regex", "env-regex" ->
                        throw option.unsupported("name them one by one with labels= and env=");
                default -> throw option.invalid("unknown log option", "use " + KNOWN);
            }
            values.put(name, value.text());
        }
        String type = driver.isPresent() ? driver.get().text() : LogOptions.USUAL.driver();
        boolean waits = !"non-blocking".equals(values.get("mode"));
        if (waits && values.containsKey("max-buffer-size")) {
            throw options.getLast()
                    .invalid(
                            "max-buffer-size is for mode=non-blocking only",
                            "add --log-opt mode=non-blocking");
        }
        return Optional.of(new LogOptions(type, values, limit, files, waits ? 0 : buffer));
    }

    private static long size(OptionValue value) {
        if (value.text().equals("-1")) {
            return 0;
        }
        long size = SizeParser.parse(value);
        if (size == 0) {
            throw value.invalid(
                    "max-size must be positive", "write max-size=10m, or -1 for no limit");
        }
        return size;
    }

    private static long buffer(OptionValue value) {
        long size = SizeParser.parse(value);
        if (size == 0 || size > MOST_BUFFER) {
            throw value.invalid(
                    "max-buffer-size is from 1 byte to 1 GiB", "write max-buffer-size=1m");
        }
        return size;
    }

    private static long files(OptionValue value) {
        if (Chars.areDigits(value.text()) && !value.text().isEmpty() && value.text().length() < 5) {
            int files = Integer.parseInt(value.text());
            if (files >= 1 && files <= MOST_FILES) {
                return files;
            }
        }
        throw value.invalid("max-file is a number from 1 to " + MOST_FILES, "write max-file=3");
    }

    private static void mode(OptionValue option, OptionValue value) {
        if (!value.text().equals("blocking") && !value.text().equals("non-blocking")) {
            throw option.invalid("unknown mode", "use mode=blocking or mode=non-blocking");
        }
    }

    private static void compress(OptionValue option, OptionValue value) {
        if (!value.text().equals("true") && !value.text().equals("false")) {
            throw option.invalid("neither true nor false", "use compress=false");
        }
    }
}
