package dev.jong.service.build;

import dev.jong.build.export.MakeImage;
import dev.jong.build.solver.BuildWishes;
import dev.jong.oci.Reference;
import java.util.List;
import java.util.Map;

/// What a user asks of `build`. Paths are absolute or as they are meant in the context; all text is byte strings.
///
/// @param context a directory, a URL, or `-`
/// @param file the Dockerfile; empty to look for it in the context, `-` for standard input
/// @param ignoreFile in place of that of the context; empty for that
/// @param contexts `--build-context`, by name
/// @param names of the image
/// @param outputs where else it goes
/// @param cache where else its steps come from and go to
public record BuildRequest(
        String context,
        String file,
        String ignoreFile,
        Map<String, String> contexts,
        BuildWishes wishes,
        MakeImage.Wishes image,
        List<Reference> names,
        List<Output> outputs,
        CachePlaces cache) {
    public BuildRequest {
        contexts = Map.copyOf(contexts);
        names = List.copyOf(names);
        outputs = List.copyOf(outputs);
    }

    /// A place that the result goes to.
    ///
    /// @param type `image`, `oci`, `docker`, `tar`, `local`, `registry`, `cacheonly`
    /// @param destination a path, absolute; `-` for standard output; empty where the type needs none
    /// @param options others
    public record Output(String type, String destination, Map<String, String> options) {
        public Output {
            options = Map.copyOf(options);
        }
    }

    /// Whether the image stays in the store: not when it only goes elsewhere.
    public boolean keeps() {
        return outputs.isEmpty()
                || outputs.stream()
                        .anyMatch(
                                one -> one.type().equals("image") || one.type().equals("registry"));
    }

    /// Whether it is only in the store until it is somewhere else.
    public boolean passes() {
        return !keeps()
                && outputs.stream()
                        .anyMatch(one -> one.type().equals("oci") || one.type().equals("docker"));
    }

    /// Whether a context is fetched from somewhere.
    public static boolean isRemote(String place) {
        return place.startsWith("http://")
                || place.startsWith("https://")
                || place.startsWith("git://")
                || place.startsWith("ssh://")
                || place.startsWith("git@")
                || place.startsWith("github.com/");
    }
}
