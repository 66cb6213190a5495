package dev.jong.cli.command.image;

import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageTree;
import java.util.List;

/// `jong image tree`, drawn as podman draws it.
public final class TreeCommand implements Command {
    private static final String BRANCH = Text.utf8("\u251c\u2500\u2500 ");
    private static final String LAST = Text.utf8("\u2514\u2500\u2500 ");
    private static final String BESIDE = Text.utf8("\u2502\u00a0\u00a0 ");
    private static final String BELOW = "    ";

    private final ImageTree trees;

    public TreeCommand(ImageTree trees) {
        this.trees = trees;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ImageTree.Tree tree = trees.run(line.arguments().getFirst(), line.flag("whatrequires"));
        StringBuilder out =
                new StringBuilder("Image ID: ")
                        .append(tree.id().shortHex())
                        .append("\nTags:     ")
                        .append(names(tree.names()))
                        .append("\nSize:     ")
                        .append(HumanSize.of(tree.size()))
                        .append("\nImage Layers\n");
        draw(tree.roots(), "", out);
        front.out(out.toString());
        return 0;
    }

    private static void draw(List<ImageTree.Node> nodes, String indent, StringBuilder out) {
        for (int i = 0; i < nodes.size(); i++) {
            ImageTree.Node node = nodes.get(i);
            boolean last = i == nodes.size() - 1;
            out.append(indent)
                    .append(last ? LAST : BRANCH)
                    .append("ID: ")
                    .append(node.layer().shortHex())
                    .append(" Size: ")
                    .append(HumanSize.of(node.size()));
            if (!node.names().isEmpty()) {
                out.append(" Top Layer of: ").append(names(node.names()));
            }
            out.append('\n');
            draw(node.children(), indent + (last ? BELOW : BESIDE), out);
        }
    }

    private static String names(List<String> names) {
        return "[" + Text.printable(String.join(" ", names)) + "]";
    }
}
