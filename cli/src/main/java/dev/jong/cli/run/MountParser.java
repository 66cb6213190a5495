package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `--mount KEY=VALUE,...`: `type=bind|volume|tmpfs|image`, `source`, `target`, `readonly`, and a few keys for each
/// type, in either case. Unlike `-v` it does not make a missing source.
public final class MountParser {
    private static final String WHAT = "mount";
    private static final String HINT = "write type=bind,source=/data,target=/data,readonly";

    private final OptionValue value;
    private String type = "volume";
    private String source = "";
    private String target = "";
    private boolean readOnly;
    private boolean writable;
    private boolean createSource;
    private boolean recursive = true;
    private boolean noCopy;
    private String subpath = "";
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private String propagation = "";
    private Mount.Owners owners = Mount.Owners.KEPT;
    private OptionalLong size = OptionalLong.empty();
    private OptionalInt mode = OptionalInt.empty();

    /// The first key that belongs to one type only.
    private String bindKey = "";

    private String volumeKey = "";
    private String tmpfsKey = "";
    private String imageKey = "";

    private MountParser(OptionValue value) {
        this.value = value;
    }

    /// One mount.
    ///
    /// @throws JongException INVALID_ARGUMENT when a key, a value or their combination is wrong, UNSUPPORTED for
    ///     types and keys that Jong knows and does not do
    public static Mount parse(OptionValue value, Surroundings around) {
        MountParser parser = new MountParser(value);
        Optional<List<String>> fields = CsvFields.split(value.text());
        if (fields.isEmpty()) {
            throw parser.invalid("a double quote is out of place");
        }
        for (int i = 0; i < fields.get().size(); i++) {
            parser.field(fields.get().get(i));
        }
        return parser.mount(around);
    }

    private void field(String field) {
        int equals = field.indexOf('=');
        String key = Chars.lower(equals < 0 ? field : field.substring(0, equals));
        String text = equals < 0 ? "" : field.substring(equals + 1);
        switch (key) {
            case "type" -> type = Chars.lower(text);
            case "source", "src" -> source = text;
            case "target", "dst", "destination" -> target = MountPoints.target(WHAT, value, text);
            case "readonly", "ro" -> {
                readOnly = bool(key, equals, text);
                writable = !readOnly;
            }
            case "consistency" -> {}
            case "u", "chown" -> owners(Mount.Owners.GIVEN, key, bool(key, equals, text));
            case "idmap" -> owners(Mount.Owners.MAPPED, key, bool(key, equals, text));
            case "bind-propagation", "bind-recursive", "bind-nonrecursive", "bind-create-src" ->
                    bindField(key, equals, text);
            case "volume-nocopy", "volume-subpath", "volume-label", "volume-driver", "volume-opt" ->
                    volumeField(key, equals, text);
            case "tmpfs-size", "tmpfs-mode" -> tmpfsField(key, text);
            case "image-subpath" -> {
                imageKey = key;
                subpath = MountPoints.subpath(WHAT, value, text);
            }
            default -> throw invalid("unknown key " + Quoted.of(key));
        }
    }

    private void owners(Mount.Owners wanted, String key, boolean given) {
        if (given) {
            if (owners != Mount.Owners.KEPT) {
                throw invalid(key + " repeats or contradicts another");
            }
            bindKey = key;
            owners = wanted;
        }
    }

    private void bindField(String key, int equals, String text) {
        bindKey = key;
        switch (key) {
            case "bind-create-src" -> createSource = bool(key, equals, text);
            case "bind-nonrecursive" -> recursive = !bool(key, equals, text);
            case "bind-recursive" -> recursive = bindRecursive(text);
            default -> {
                if (!MountPoints.isPropagation(text)) {
                    throw invalid("unknown propagation " + Quoted.of(text));
                }
                propagation = text;
            }
        }
    }

    /// A read-only mount is read-only with all that is mounted below it, so `enabled` and `readonly` are one.
    private boolean bindRecursive(String text) {
        return switch (text) {
            case "enabled", "readonly" -> true;
            case "disabled" -> false;
            case "writable" -> throw value.unsupported("use bind-recursive=enabled");
            default -> throw invalid("unknown value " + Quoted.of(text) + " of bind-recursive");
        };
    }

    private void volumeField(String key, int equals, String text) {
        volumeKey = key;
        switch (key) {
            case "volume-nocopy" -> noCopy = bool(key, equals, text);
            case "volume-subpath" -> subpath = MountPoints.subpath(WHAT, value, text);
            case "volume-label" -> pair(labels, "a label", text);
            case "volume-opt" -> pair(options, "an option", text);
            default -> {
                if (!text.equals("local") && !text.isEmpty()) {
                    throw value.unsupported("leave " + key + " out");
                }
            }
        }
    }

    private void pair(Map<String, String> pairs, String what, String text) {
        int end = text.indexOf('=');
        if (end == 0 || text.isEmpty()) {
            throw invalid(what + " without a name");
        }
        pairs.put(end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end + 1));
    }

    private void tmpfsField(String key, String text) {
        tmpfsKey = key;
        if (key.equals("tmpfs-size")) {
            size = OptionalLong.of(TmpfsParser.size(WHAT, value, text));
        } else {
            mode = OptionalInt.of(TmpfsParser.mode(WHAT, value, text));
        }
    }

    private Mount mount(Surroundings around) {
        if (target.isEmpty()) {
            throw invalid("the target is missing");
        }
        String origin = "--mount " + value.text();
        return switch (type) {
            case "bind" -> bind(around, origin);
            case "volume" -> volume(origin);
            case "tmpfs" -> tmpfs(origin);
            case "image" -> image(origin);
            case "npipe", "cluster", "devpts", "ramfs", "glob" ->
                    throw value.unsupported("use type=bind, type=volume, type=tmpfs or type=image");
            default -> throw invalid("unknown type " + Quoted.of(type));
        };
    }

    private Mount bind(Surroundings around, String origin) {
        refuse(imageKey);
        refuse(volumeKey);
        refuse(tmpfsKey);
        if (!MountPoints.isPath(source)) {
            throw invalid(
                    source.isEmpty()
                            ? "the source is missing"
                            : "the source is not an absolute path");
        }
        String spread = propagation.isEmpty() ? "rprivate" : propagation;
        return new Mount.Bind(
                around.resolve(source),
                target,
                readOnly,
                createSource,
                recursive,
                spread,
                owners,
                origin);
    }

    private Mount image(String origin) {
        refuse(bindKey);
        refuse(volumeKey);
        refuse(tmpfsKey);
        if (source.isEmpty()) {
            throw invalid("the source is missing");
        }
        if (writable) {
            throw value.unsupported("leave readonly out: images are mounted read-only");
        }
        return new Mount.Image(source, subpath, target, origin);
    }

    private Mount volume(String origin) {
        refuse(imageKey);
        refuse(bindKey);
        refuse(tmpfsKey);
        Optional<String> name =
                source.isEmpty()
                        ? Optional.empty()
                        : Optional.of(MountPoints.volumeName(WHAT, value, source));
        if (name.isEmpty() && !subpath.isEmpty()) {
            throw invalid("a volume without a name has nothing at volume-subpath");
        }
        return new Mount.Volume(name, subpath, target, readOnly, noCopy, labels, options, origin);
    }

    private Mount tmpfs(String origin) {
        refuse(imageKey);
        refuse(bindKey);
        refuse(volumeKey);
        if (!source.isEmpty()) {
            throw invalid("a tmpfs has no source");
        }
        List<String> options = new ArrayList<>();
        if (readOnly) {
            options.add("ro");
        }
        return new Mount.Tmpfs(target, size, mode, options, origin);
    }

    private void refuse(String key) {
        if (!key.isEmpty()) {
            throw invalid(key + " does not go with type=" + type);
        }
    }

    private boolean bool(String key, int equals, String text) {
        if (equals < 0) {
            return true;
        }
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw invalid("invalid value for " + key + ": " + Quoted.plain(text));
        };
    }

    private JongException invalid(String why) {
        return MountPoints.invalid(WHAT, value, why, HINT);
    }
}
