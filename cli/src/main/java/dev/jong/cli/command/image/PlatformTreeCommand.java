package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.Table;
import dev.jong.image.Images;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageFilter;
import dev.jong.service.image.ImageSummary;
import dev.jong.service.image.ListImages;
import dev.jong.service.image.PlatformTree;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `jong images --tree`, with Docker's columns.
public final class PlatformTreeCommand implements Command {
    private static final String BRANCH = Text.utf8("\u251c\u2500 ");
    private static final String LAST = Text.utf8("\u2514\u2500 ");
    private static final String[] UNFIT = {"quiet", "no-trunc", "digests"};

    private final ListImages listing;
    private final PlatformTree trees;
    private final Images images;
    private final InstantSource clock;

    /// @param listing finds what filters let through
    /// @param images finds those that filters name
    public PlatformTreeCommand(
            ListImages listing, PlatformTree trees, Images images, InstantSource clock) {
        this.listing = listing;
        this.trees = trees;
        this.images = images;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        refuseUnfit(line);
        List<ImageFilter> filters = new ArrayList<>();
        line.all("filter")
                .forEach(filter -> filters.add(ImageFilter.parse(filter.text(), images, clock)));
        line.arguments()
                .forEach(
                        name -> filters.add(ImageFilter.parse("reference=" + name, images, clock)));
        Set<Digest> accepted = new HashSet<>();
        for (ImageSummary row : listing.run(filters).rows()) {
            accepted.add(row.digest());
        }
        PlatformTree.Trees found = trees.run(accepted);
        found.damaged().forEach(front::tell);
        Table table = new Table();
        table.row(List.of("IMAGE", "ID", "DISK USAGE", "CONTENT SIZE", "EXTRA"));
        found.images().forEach(image -> rows(image, table));
        front.out(table.print());
        return 0;
    }

    private static void refuseUnfit(ParsedCommand line) {
        for (String option : UNFIT) {
            if (line.flag(option)) {
                throw unfit(option);
            }
        }
        if (!line.text("format").isEmpty()) {
            throw unfit("format");
        }
    }

    private static JongException unfit(String option) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "--" + option + " does not go with --tree")
                .hint("leave one of them out");
    }

    private static void rows(PlatformTree.Top image, Table table) {
        List<Reference> names = image.names();
        // As in Docker, further names stand above, on lines of their own.
        for (int i = 0; i < names.size() - 1; i++) {
            table.row(row(Text.printable(names.get(i).familiar()), "", "", "", ""));
        }
        String name = names.isEmpty() ? "<untagged>" : names.getLast().familiar();
        use(Text.printable(name), image.use(), table);
        List<PlatformTree.Child> children = image.children();
        for (int i = 0; i < children.size(); i++) {
            PlatformTree.Child child = children.get(i);
            String branch = i == children.size() - 1 ? LAST : BRANCH;
            use(branch + Text.printable(child.platform()), child.use(), table);
        }
    }

    private static void use(String first, PlatformTree.Use use, Table table) {
        table.row(
                row(
                        first,
                        Ids.shortened(use.id().toString()),
                        HumanSize.of(use.disk()),
                        HumanSize.of(use.content()),
                        use.used() ? "U" : ""));
    }

    private static List<String> row(String... cells) {
        return List.of(cells);
    }
}
