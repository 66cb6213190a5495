package dev.jong.build.step;

import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.List;

/// The files of a stage at one point: layers, the lowest first; none for `scratch`.
public record Tree(List<TreeLayer> layers) {
    /// Nothing.
    public static final Tree SCRATCH = new Tree(List.of());

    public Tree {
        layers = List.copyOf(layers);
    }

    /// This with one more layer on top.
    public Tree with(TreeLayer layer) {
        List<TreeLayer> all = new ArrayList<>(layers);
        all.add(layer);
        return new Tree(all);
    }

    /// The diffIds, the lowest first.
    public List<Digest> diffIds() {
        return layers.stream().map(TreeLayer::diffId).toList();
    }
}
