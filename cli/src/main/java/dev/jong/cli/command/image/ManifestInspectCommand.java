package dev.jong.cli.command.image;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PrintedJson;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.ManifestLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jong manifest inspect NAME`: what the store has under the name, else a registry; `docker://NAME` is always of a
/// registry.
public final class ManifestInspectCommand implements Command {
    private static final String REMOTE = "docker://";

    private final ManifestLists lists;
    private final ReachRegistries registries;

    public ManifestInspectCommand(ManifestLists lists, ReachRegistries registries) {
        this.lists = lists;
        this.registries = registries;
    }

    /// Where documents come from.
    private interface Source {
        Optional<byte[]> document(Digest digest);
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String text = line.arguments().getFirst();
        boolean remote = text.startsWith(REMOTE);
        Reference name = Reference.parse(remote ? text.substring(REMOTE.length()) : text);
        Optional<byte[]> here = remote ? Optional.empty() : lists.find(name);
        if (here.isPresent()) {
            print(line, front, name, here.get(), lists::blob);
            return 0;
        }
        try (Registries way = registries.reach(AccessArguments.of(line, front), front)) {
            Repository repository = way.repository(name);
            byte[] bytes = repository.manifest(tag(name)).bytes();
            print(
                    line,
                    front,
                    name,
                    bytes,
                    digest -> Optional.of(repository.manifest(digest.toString()).bytes()));
        }
        return 0;
    }

    private static void print(
            ParsedCommand line, Front front, Reference name, byte[] bytes, Source source) {
        Json.Obj document = JsonParser.parseObject(bytes);
        Json shown = line.flag("verbose") ? verbose(name, document, bytes, source) : document;
        front.out(PrintedJson.pretty(shown) + "\n");
    }

    private static Json verbose(Reference name, Json.Obj document, byte[] bytes, Source source) {
        if (!document.has("manifests")) {
            String type = document.text("mediaType");
            return detail(
                    name.toString(),
                    Descriptor.of(type.isEmpty() ? MediaType.OCI_MANIFEST : type, bytes).toJson(),
                    Optional.of(document));
        }
        List<Json> out = new ArrayList<>();
        for (Json.Obj entry : document.objects("manifests")) {
            Digest digest = Digest.parse(entry.text("digest"));
            Optional<Json.Obj> child = source.document(digest).map(JsonParser::parseObject);
            String of = name.digest().isPresent() ? name.repository() : name.toString();
            out.add(detail(of + "@" + digest, entry, child));
        }
        return new Json.Arr(out);
    }

    /// @param manifest empty when it is not here, as with images of a list that was pulled for one platform
    private static Json detail(String ref, Json.Obj descriptor, Optional<Json.Obj> manifest) {
        Json.Obj out = Json.object().put("Ref", ref).put("Descriptor", descriptor).build();
        if (manifest.isEmpty()) {
            return out;
        }
        boolean docker = manifest.get().text("mediaType").equals(MediaType.DOCKER_MANIFEST);
        return out.with(docker ? "SchemaV2Manifest" : "OCIManifest", manifest.get());
    }

    private static String tag(Reference name) {
        return name.digest().map(Digest::toString).or(name::tag).orElse("latest");
    }
}
