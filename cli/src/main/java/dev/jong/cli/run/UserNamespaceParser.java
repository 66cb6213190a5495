package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.runtime.spec.IdMap;
import dev.jong.service.user.UserNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `--userns`, `--uidmap`, `--gidmap`, `--subuidname` and `--subgidname`, as Podman has them.
public final class UserNamespaceParser {
    private static final long MOST = 0xffff_fffeL;
    private static final String RANGE = "write INSIDE:OUTSIDE:COUNT, such as 0:100000:65536";

    private UserNamespaceParser() {}

    /// What was asked for; empty for the engine's own.
    public static Optional<UserNamespace> parse(ParsedCommand command) {
        Optional<UserNamespace> mapped = mapped(command);
        Optional<OptionValue> mode = command.value("userns");
        if (mode.isEmpty() || mode.get().text().isEmpty() || mode.get().text().equals("private")) {
            return mapped;
        }
        if (mapped.isPresent()) {
            throw command.conflict(
                    "--userns and --uidmap, --gidmap or --subuidname", "give one of them");
        }
        return mode(mode.get());
    }

    private static Optional<UserNamespace> mode(OptionValue value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        List<String> fields = colon < 0 ? List.of() : Split.at(',', text.substring(colon + 1));
        return switch (word) {
            case "host", "default" -> none(value, fields);
            case "nomap" -> {
                none(value, fields);
                yield Optional.of(new UserNamespace.NoMap());
            }
            case "keep-id" -> Optional.of(keepId(value, fields));
            case "auto" -> Optional.of(auto(value, fields));
            case "container", "ns" ->
                    throw value.unsupported("give both containers the same --uidmap");
            default -> throw value.invalid("no such mode", "use host, keep-id, auto or nomap");
        };
    }

    private static Optional<UserNamespace> none(OptionValue value, List<String> fields) {
        if (!fields.isEmpty()) {
            throw value.invalid("this mode has no options", "leave them out");
        }
        return Optional.empty();
    }

    private static UserNamespace keepId(OptionValue value, List<String> fields) {
        OptionalInt uid = OptionalInt.empty();
        OptionalInt gid = OptionalInt.empty();
        for (String field : fields) {
            int number =
                    (int) number(value, after(field), Integer.MAX_VALUE, "keep-id:uid=N,gid=N");
            if (field.startsWith("uid=")) {
                uid = OptionalInt.of(number);
            } else if (field.startsWith("gid=")) {
                gid = OptionalInt.of(number);
            } else {
                throw unknown(value, field);
            }
        }
        return new UserNamespace.KeepId(uid, gid);
    }

    private static UserNamespace auto(OptionValue value, List<String> fields) {
        OptionalLong size = OptionalLong.empty();
        List<IdMap.Range> uids = new ArrayList<>();
        List<IdMap.Range> gids = new ArrayList<>();
        for (String field : fields) {
            if (field.startsWith("size=")) {
                size = OptionalLong.of(number(value, after(field), MOST, "auto:size=65536"));
            } else if (field.startsWith("uidmapping=")) {
                uids.add(range(value, after(field)));
            } else if (field.startsWith("gidmapping=")) {
                gids.add(range(value, after(field)));
            } else {
                throw unknown(value, field);
            }
        }
        if (size.isPresent() && size.getAsLong() == 0) {
            throw value.invalid("no ids", "auto:size=65536");
        }
        return new UserNamespace.Auto(size, uids, gids);
    }

    private static Optional<UserNamespace> mapped(ParsedCommand command) {
        List<IdMap.Range> uids = ranges(command.all("uidmap"));
        List<IdMap.Range> gids = ranges(command.all("gidmap"));
        Optional<String> user = command.value("subuidname").map(OptionValue::text);
        Optional<String> group = command.value("subgidname").map(OptionValue::text);
        boolean named = user.isPresent() || group.isPresent();
        boolean listed = !uids.isEmpty() || !gids.isEmpty();
        if (named && listed) {
            throw command.conflict("--uidmap and --subuidname", "give one of them");
        }
        return named || listed
                ? Optional.of(new UserNamespace.Mapped(uids, gids, user, group))
                : Optional.empty();
    }

    private static List<IdMap.Range> ranges(List<OptionValue> values) {
        List<IdMap.Range> out = new ArrayList<>();
        for (OptionValue value : values) {
            out.add(range(value, value.text()));
        }
        return out;
    }

    private static IdMap.Range range(OptionValue value, String text) {
        List<String> parts = Split.at(':', text);
        if (parts.size() < 2 || parts.size() > 3) {
            throw value.invalid("no range of ids", RANGE);
        }
        if (parts.get(0).startsWith("+") || parts.get(1).startsWith("@")) {
            throw value.unsupported(RANGE);
        }
        long count = parts.size() == 2 ? 1 : number(value, parts.get(2), MOST, RANGE);
        long inside = number(value, parts.get(0), MOST, RANGE);
        long outside = number(value, parts.get(1), MOST, RANGE);
        if (count == 0 || inside + count > MOST || outside + count > MOST) {
            throw value.invalid("no range of ids", RANGE);
        }
        return new IdMap.Range(inside, outside, count);
    }

    private static String after(String field) {
        return field.substring(field.indexOf('=') + 1);
    }

    private static long number(OptionValue value, String text, long most, String hint) {
        long number = text.isEmpty() || text.length() > 10 ? -1 : 0;
        for (int i = 0; number >= 0 && i < text.length(); i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? number * 10 + c - '0' : -1;
        }
        if (number < 0 || number > most) {
            throw value.invalid(Quoted.of(text) + " is no id", hint);
        }
        return number;
    }

    private static dev.jong.base.JongException unknown(OptionValue value, String field) {
        return value.invalid("unknown option " + Quoted.of(field), "use uid=, gid=, size=");
    }
}
