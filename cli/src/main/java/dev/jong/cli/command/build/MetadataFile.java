package dev.jong.cli.command.build;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.oci.Reference;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.container.Front;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `--metadata-file`: what was built, with the keys that buildx uses.
final class MetadataFile {
    private MetadataFile() {}

    /// Writes it where the command line wants it.
    static void write(
            ParsedCommand line, Front front, BuildImage.Built built, BuildRequest request) {
        Optional<OptionValue> wanted = line.value("metadata-file");
        if (wanted.isEmpty()) {
            return;
        }
        Json.Obj descriptor =
                Json.object()
                        .put("mediaType", built.target().mediaType())
                        .put("digest", built.target().digest().toString())
                        .put("size", built.target().size())
                        .build();
        String names = String.join(",", request.names().stream().map(Reference::toString).toList());
        Json.Obj all =
                Json.object()
                        .put("containerimage.config.digest", built.id().toString())
                        .put("containerimage.descriptor", descriptor)
                        .put("containerimage.digest", built.target().digest().toString())
                        .put("image.name", names)
                        .build();
        Path file = Text.path(front.caller().absolute(wanted.get().text()));
        try {
            AtomicFile.writeVolatile(file, JsonPrinter.bytes(all));
        } catch (IOException e) {
            throw DiskFailure.of(e, "write the metadata", file);
        }
    }
}
