package dev.jong.image;

import dev.jong.base.json.Json;
import dev.jong.oci.Digest;
import dev.jong.oci.History;
import java.util.ArrayList;
import java.util.List;

/// The config of an image some of whose layers became one: everything stays, dates too, but the layers and their
/// history.
final class SquashedConfig {
    private SquashedConfig() {}

    /// Rewrites a config.
    ///
    /// @param from the first of the layers that became one, counted from 0
    static Json.Obj of(Image image, int from, Digest diffId) {
        List<String> diffIds = new ArrayList<>();
        image.diffIds().subList(0, from).forEach(kept -> diffIds.add(kept.toString()));
        diffIds.add(diffId.toString());
        Json.Obj json = image.config().json();
        Json.Obj rootfs = json.object("rootfs").with("diff_ids", Json.of(diffIds));
        return json.with("rootfs", rootfs).with("history", new Json.Arr(history(image, from)));
    }

    /// The steps below stay, and those above that made no layer: they say where variables and commands come from. One
    /// more step tells of the rest.
    private static List<Json> history(Image image, int from) {
        List<Json> out = new ArrayList<>();
        int layer = 0;
        for (Json.Obj step : image.config().json().objects("history")) {
            boolean empty = step.bool("empty_layer");
            if (empty || layer < from) {
                out.add(step);
            }
            layer += empty ? 0 : 1;
        }
        int count = image.diffIds().size() - from;
        String text = "layers " + (from + 1) + " to " + image.diffIds().size();
        out.add(
                new History(
                                image.config().created(),
                                "jong image squash: " + count + " layers",
                                "",
                                text + " of " + image.id() + " in one",
                                false)
                        .toJson());
        return out;
    }
}
