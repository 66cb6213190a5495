package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.InspectContainer;
import dev.jong.service.image.InspectImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jong inspect` and `jong container inspect`: containers first, then images, unless `--type` says which.
public final class InspectCommand implements Command {
    private final Containers containers;
    private final InspectContainer inspecting;
    private final InspectImage images;

    /// @param images for names that no container has
    public InspectCommand(Containers containers, InspectContainer inspecting, InspectImage images) {
        this.containers = containers;
        this.inspecting = inspecting;
        this.images = images;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String type = line.path().equals("inspect") ? line.text("type") : "container";
        if (!type.isEmpty() && !type.equals("container") && !type.equals("image")) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "\"" + Text.printable(type) + "\" is not a valid value for --type")
                    .hint("use container or image");
        }
        List<Json> objects = new ArrayList<>();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                objects.add(find(name, type));
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        front.out(ObjectFormat.print(objects, line.text("format")));
        return code;
    }

    private Json find(String name, String type) {
        if (type.equals("image")) {
            return images.run(name, Optional.empty());
        }
        try {
            return inspecting.inspect(containers.find(name));
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND || type.equals("container")) {
                throw e;
            }
        }
        try {
            return images.run(name, Optional.empty());
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND && e.kind() != ErrorKind.INVALID_ARGUMENT) {
                throw e;
            }
            throw JongException.of(ErrorKind.NOT_FOUND, "no such object: " + Text.printable(name))
                    .hint("jong ps -a lists containers, jong images images")
                    .causedBy(e);
        }
    }
}
