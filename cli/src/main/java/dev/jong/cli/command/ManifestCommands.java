package dev.jong.cli.command;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PrintedJson;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.ManifestLists;
import dev.jong.service.image.PushList;
import dev.jong.service.image.RemoveImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `jong manifest`.
public final class ManifestCommands {
    private final ManifestLists lists;
    private final PushList pushing;
    private final RemoveImage removing;
    private final RegistryDoor door;

    /// @param removing also removes lists
    public ManifestCommands(
            ManifestLists lists, PushList pushing, RemoveImage removing, RegistryDoor door) {
        this.lists = lists;
        this.pushing = pushing;
        this.removing = removing;
        this.door = door;
    }

    /// `manifest create LIST [IMAGE...]`.
    public int create(ParsedCommand line, Front front) {
        Reference name = name(line, 0);
        lists.create(name, members(line), line.flag("amend"), line.flag("all"), open(line, front));
        front.out("Created manifest list " + name + "\n");
        return 0;
    }

    /// `manifest add LIST IMAGE...`.
    public int add(ParsedCommand line, Front front) {
        Descriptor list =
                lists.add(name(line, 0), members(line), line.flag("all"), open(line, front));
        front.out(list.digest() + "\n");
        return 0;
    }

    /// `manifest annotate LIST IMAGE`.
    public int annotate(ParsedCommand line, Front front) {
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
        Map<String, String> annotations = new LinkedHashMap<>();
        for (OptionValue value : line.all("annotation")) {
            int equals = value.text().indexOf('=');
            if (equals <= 0) {
                throw value.invalid("no annotation", "write KEY=VALUE");
            }
            annotations.put(value.text().substring(0, equals), value.text().substring(equals + 1));
        }
        String member = line.arguments().get(1);
        lists.annotate(name(line, 0), member, platform, annotations, open(line, front));
        return 0;
    }

    /// `manifest inspect NAME`: of the store where it has the name, else of a registry.
    public int inspect(ParsedCommand line, Front front) {
        Reference name = name(line, 0);
        Optional<byte[]> here = lists.find(name);
        byte[] bytes;
        Optional<Repository> remote = Optional.empty();
        if (here.isPresent()) {
            bytes = here.get();
        } else {
            Repository repository = open(line, front).repository(name);
            bytes = repository.manifest(tag(name)).bytes();
            remote = Optional.of(repository);
        }
        Json.Obj document = JsonParser.parseObject(bytes);
        Json shown = line.flag("verbose") ? verbose(name, document, bytes, remote) : document;
        front.out(PrintedJson.pretty(shown) + "\n");
        return 0;
    }

    private Json verbose(
            Reference name, Json.Obj document, byte[] bytes, Optional<Repository> remote) {
        if (!document.has("manifests")) {
            String type = document.text("mediaType");
            return detail(
                    name.toString(),
                    Descriptor.of(type.isEmpty() ? MediaType.OCI_MANIFEST : type, bytes).toJson(),
                    document);
        }
        List<Json> out = new ArrayList<>();
        for (Json.Obj entry : document.objects("manifests")) {
            Digest digest = Digest.parse(entry.text("digest"));
            byte[] child =
                    remote.isPresent()
                            ? remote.map(r -> r.manifest(digest.toString()))
                                    .map(RemoteManifest::bytes)
                                    .orElseThrow()
                            : lists.blob(digest);
            out.add(detail(name + "@" + digest, entry, JsonParser.parseObject(child)));
        }
        return new Json.Arr(out);
    }

    private static Json detail(String ref, Json.Obj descriptor, Json.Obj manifest) {
        boolean docker = manifest.text("mediaType").equals(MediaType.DOCKER_MANIFEST);
        return Json.object()
                .put("Ref", ref)
                .put("Descriptor", descriptor)
                .put(docker ? "SchemaV2Manifest" : "OCIManifest", manifest)
                .build();
    }

    /// `manifest push LIST [DESTINATION]`.
    public int push(ParsedCommand line, Front front) {
        Reference list = name(line, 0);
        Reference destination = line.arguments().size() > 1 ? name(line, 1) : list;
        Digest digest = pushing.run(list, destination, open(line, front));
        front.out(digest + "\n");
        if (line.flag("purge")) {
            removing.run(list.toString(), false);
        }
        return 0;
    }

    /// `manifest rm LIST...`: goes on after a failure. `manifest remove LIST DIGEST` is Podman's for one image of a list.
    public int rm(ParsedCommand line, Front front) {
        if (line.arguments().size() == 2 && line.arguments().get(1).startsWith("sha256:")) {
            Descriptor list =
                    lists.remove(name(line, 0), line.arguments().get(1), open(line, front));
            front.out(list.digest() + "\n");
            return 0;
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
        Access access = AccessArguments.of(line, front);
        Access wanted =
                new Access(
                        access.credentials(),
                        access.insecure() || line.flag("insecure"),
                        access.certificates(),
                        access.authFile(),
                        access.environment());
        return door.open(wanted, text -> front.err(text + "\n"));
    }

    private static List<String> members(ParsedCommand line) {
        return line.arguments().subList(1, line.arguments().size());
    }

    private static Reference name(ParsedCommand line, int at) {
        String text = line.arguments().get(at);
        String plain = text.startsWith("docker://") ? text.substring(9) : text;
        return Reference.parse(plain);
    }

    private static String tag(Reference name) {
        return name.digest().map(Digest::toString).or(name::tag).orElse("latest");
    }
}
