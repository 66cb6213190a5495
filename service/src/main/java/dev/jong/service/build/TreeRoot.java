package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.ProcessDefaults;
import dev.jong.service.container.RootImage;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of a stage as containers take them.
final class TreeRoot {
    private TreeRoot() {}

    /// Topmost first. An overlay takes a layer once: the upper one covers what a second one below would add.
    static RootImage of(Tree tree, Layers layers) {
        List<Path> paths = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (TreeLayer each : tree.layers().reversed()) {
            Layer layer = layers.find(each.diffId()).orElseThrow(() -> missing(each));
            if (!paths.contains(layer.directory())) {
                paths.add(layer.directory());
                names.add(Text.of(layer.directory().getFileName()));
                diffIds.add(each.diffId().toString());
            }
            if (layer.opaque()) {
                break;
            }
        }
        ProcessDefaults none = ProcessDefaults.of(Json.EMPTY);
        return new RootImage("build", "", none, paths, names, diffIds, "");
    }

    private static JongException missing(TreeLayer layer) {
        return JongException.of(
                ErrorKind.DATA_LOSS, "the layer " + layer.diffId() + " is not in the store");
    }
}
