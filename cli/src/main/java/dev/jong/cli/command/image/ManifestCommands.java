package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.command.DigestFile;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.ManifestLists;
import dev.jong.service.image.PushList;
import dev.jong.service.image.RemoveImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `jong manifest`.
public final class ManifestCommands {
    private static final String REMOTE = "docker://";

    private final ManifestLists lists;
    private final PushList pushing;
    private final RemoveImage removing;
    private final ReachRegistries registries;

    /// @param removing also removes lists
    public ManifestCommands(
            ManifestLists lists,
            PushList pushing,
            RemoveImage removing,
            ReachRegistries registries) {
        this.lists = lists;
        this.pushing = pushing;
        this.removing = removing;
        this.registries = registries;
    }

    /// `manifest create LIST [IMAGE...]`.
    public int create(ParsedCommand line, Front front) {
        Reference name = name(line, 0);
        lists.create(name, members(line), line.flag("amend"), line.flag("all"), open(line, front));
        front.out("Created manifest list " + name + "\n");
        return 0;
    }

    /// `manifest add LIST IMAGE...`; what is said of the platform and of annotations is meant for each of them.
    public int add(ParsedCommand line, Front front) {
        Reference name = name(line, 0);
        Map<String, Json> platform = platform(line);
        Map<String, String> annotations = annotations(line);
        boolean says = !platform.isEmpty() || !annotations.isEmpty();
        if (says && line.flag("all")) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "--all takes images of several platforms, which cannot all be the one given")
                    .hint("add them first, then use jong manifest annotate");
        }
        try (Registries way = open(line, front)) {
            Descriptor list = lists.add(name, members(line), line.flag("all"), way);
            if (says) {
                for (String member : members(line)) {
                    list = lists.annotate(name, member, platform, annotations, way);
                }
            }
            front.out(list.digest() + "\n");
        }
        return 0;
    }

    /// `manifest annotate LIST IMAGE`.
    public int annotate(ParsedCommand line, Front front) {
        String member = line.arguments().get(1);
        lists.annotate(name(line, 0), member, platform(line), annotations(line), open(line, front));
        return 0;
    }

    private static Map<String, Json> platform(ParsedCommand line) {
        Map<String, Json> platform = new LinkedHashMap<>();
        String[][] fields = {
            {"arch", "architecture"},
            {"os", "os"},
            {"os-version", "os.version"},
            {"variant", "variant"}
        };
        for (String[] field : fields) {
            line.value(field[0]).ifPresent(v -> platform.put(field[1], Json.of(v.text())));
        }
        List<String> features = new ArrayList<>();
        line.all("os-features")
                .forEach(value -> features.addAll(List.of(value.text().split(",", -1))));
        if (!features.isEmpty()) {
            platform.put("os.features", Json.of(features));
        }
        return platform;
    }

    private static Map<String, String> annotations(ParsedCommand line) {
        Map<String, String> annotations = new LinkedHashMap<>();
        for (OptionValue value : line.all("annotation")) {
            int equals = value.text().indexOf('=');
            if (equals <= 0) {
                throw value.invalid("no annotation", "write KEY=VALUE");
            }
            annotations.put(value.text().substring(0, equals), value.text().substring(equals + 1));
        }
        return annotations;
    }

    /// `manifest push LIST [DESTINATION]`.
    public int push(ParsedCommand line, Front front) {
        Reference list = name(line, 0);
        Reference destination = line.arguments().size() > 1 ? name(line, 1) : list;
        Digest digest = pushing.run(list, destination, open(line, front));
        DigestFile.write(line, "digestfile", front, digest);
        front.out(digest + "\n");
        if (line.flag("purge")) {
            removing.run(list.toString(), false);
        }
        return 0;
    }

    /// `manifest remove LIST IMAGE`: takes one image out.
    public int remove(ParsedCommand line, Front front) {
        Descriptor list = lists.remove(name(line, 0), line.arguments().get(1), open(line, front));
        front.out(list.digest() + "\n");
        return 0;
    }

    /// `manifest rm LIST...`: goes on after a failure.
    public int rm(ParsedCommand line, Front front) {
        if (line.arguments().stream().anyMatch(text -> text.startsWith("sha256:"))) {
            // Who writes this means one image, and must not lose the list.
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "manifest rm removes whole lists")
                    .hint("jong manifest remove LIST DIGEST takes one image out");
        }
        int code = 0;
        for (int i = 0; i < line.arguments().size(); i++) {
            try {
                Reference name = name(line, i);
                if (!lists.exists(name)) {
                    throw JongException.of(
                            ErrorKind.NOT_FOUND, "no such manifest list: " + name.familiar());
                }
                removing.run(name.toString(), false);
                front.out("Untagged: " + name.familiar() + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }

    /// `manifest exists LIST`.
    public int exists(ParsedCommand line, Front front) {
        return lists.exists(name(line, 0)) ? 0 : 1;
    }

    private Registries open(ParsedCommand line, Front front) {
        return registries.reach(AccessArguments.of(line, front), front);
    }

    private static List<String> members(ParsedCommand line) {
        return line.arguments().subList(1, line.arguments().size());
    }

    /// A list's name; Podman's users write it as a place.
    private static Reference name(ParsedCommand line, int at) {
        String text = line.arguments().get(at);
        return Reference.parse(text.startsWith(REMOTE) ? text.substring(REMOTE.length()) : text);
    }
}
