package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the layers of a tree lie, as an overlay mount wants them.
public final class LayerStack {
    private LayerStack() {}

    /// The directories of a tree's layers, the uppermost first; those that a higher one hides as a whole are left out.
    ///
    /// @throws JongException DATA_LOSS when a layer is not unpacked in the store
    public static List<Path> topDown(Layers layers, Tree tree) {
        List<Path> out = new ArrayList<>();
        for (TreeLayer each : tree.layers().reversed()) {
            Layer layer = layers.find(each.diffId()).orElseThrow(() -> missing(each));
            out.add(layer.directory());
            if (layer.opaque()) {
                break;
            }
        }
        return out;
    }

    private static JongException missing(TreeLayer layer) {
        return JongException.of(
                ErrorKind.DATA_LOSS, "the layer " + layer.diffId() + " is not in the store");
    }
}
