package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Mount;
import java.util.List;
import java.util.Optional;

/// `-v [SOURCE:]TARGET[:OPTIONS]`. A source that begins with `/`, `./` or `../` is a host path and is made when it
/// is missing; any other is the name of a volume. A colon can't be part of a path: `--mount` has no such limit.
public final class VolumeParser {
    private static final String WHAT = "volume";
    private static final String HINT = "write [SOURCE:]TARGET[:OPTIONS], such as ./site:/www:ro";

    private final OptionValue value;
    private boolean readOnly;
    private boolean accessGiven;
    private boolean noCopy;
    private String propagation = "";
    private char relabel;
    private Mount.Owners owners = Mount.Owners.KEPT;

    private VolumeParser(OptionValue value) {
        this.value = value;
    }

    /// One mount.
    ///
    /// @throws JongException INVALID_ARGUMENT when it has another shape, UNSUPPORTED for options of other engines
    public static Mount parse(OptionValue value, Surroundings around) {
        return new VolumeParser(value).parse(around);
    }

    private Mount parse(Surroundings around) {
        List<String> parts = Split.at(':', value.text());
        if (parts.size() > 3) {
            throw invalid("too many colons");
        }
        if (parts.size() > 1 && parts.getFirst().isEmpty()) {
            throw invalid("the source is empty");
        }
        String target = MountPoints.target(WHAT, value, parts.get(parts.size() == 1 ? 0 : 1));
        if (parts.size() == 3) {
            options(parts.get(2));
        }
        String origin = "-v " + value.text();
        if (parts.size() > 1 && MountPoints.isPath(parts.getFirst())) {
            return bind(around.resolve(parts.getFirst()), target, origin);
        }
        if (!propagation.isEmpty()) {
            throw invalid("propagation is for host paths");
        }
        if (owners != Mount.Owners.KEPT) {
            throw value.unsupported("leave U and idmap out: they are for host paths");
        }
        Optional<String> name =
                parts.size() == 1
                        ? Optional.empty()
                        : Optional.of(MountPoints.volumeName(WHAT, value, parts.getFirst()));
        return new Mount.Volume(name, target, readOnly, noCopy, origin);
    }

    private Mount bind(String source, String target, String origin) {
        if (noCopy) {
            throw invalid("nocopy is for volumes");
        }
        String spread = propagation.isEmpty() ? "rprivate" : propagation;
        return new Mount.Bind(source, target, readOnly, true, true, spread, owners, origin);
    }

    private void options(String list) {
        List<String> words = Split.at(',', list);
        for (int i = 0; i < words.size(); i++) {
            option(words.get(i));
        }
    }

    private void option(String word) {
        switch (word) {
            case "ro", "rw" -> {
                once(accessGiven, word);
                accessGiven = true;
                readOnly = word.equals("ro");
            }
            // Labels of SELinux, which Jong does not set: accepted, because on other hosts they
            // mean nothing.
            case "z", "Z" -> {
                once(relabel != 0, word);
                relabel = word.charAt(0);
            }
            case "nocopy", "volume-nocopy" -> noCopy = true;
            // Hints for file sharing with a virtual machine; the mount is always consistent.
            case "cached", "delegated", "consistent" -> {}
            case "U" -> owners(Mount.Owners.GIVEN, word);
            case "idmap" -> owners(Mount.Owners.MAPPED, word);
            case "O" -> throw value.unsupported("leave " + word + " out");
            default -> {
                if (!MountPoints.isPropagation(word)) {
                    throw invalid("unknown option " + Quoted.of(word));
                }
                once(!propagation.isEmpty(), word);
                propagation = word;
            }
        }
    }

    private void owners(Mount.Owners wanted, String word) {
        once(owners != Mount.Owners.KEPT, word);
        owners = wanted;
    }

    private void once(boolean given, String word) {
        if (given) {
            throw invalid("the option " + word + " repeats or contradicts another");
        }
    }

    private JongException invalid(String why) {
        return MountPoints.invalid(WHAT, value, why, HINT);
    }
}
