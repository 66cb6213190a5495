package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.InspectContainer;
import dev.jong.service.image.InspectImage;
import dev.jong.service.network.InspectNetwork;
import dev.jong.service.volume.ListVolumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jong inspect` and `jong container inspect`: containers first, then images, volumes and networks, unless
/// `--type` says which.
public final class InspectCommand implements Command {
    private static final List<String> TYPES = List.of("container", "image", "volume", "network");

    private final Containers containers;
    private final InspectContainer inspecting;
    private final SizesOnDisk sizes;
    private final InspectImage images;
    private final ListVolumes volumes;
    private final InspectNetwork networks;

    /// @param images for names that no container has
    /// @param volumes for names that no image has either
    /// @param networks for names that no volume has either
    public InspectCommand(
            Containers containers,
            InspectContainer inspecting,
            SizesOnDisk sizes,
            InspectImage images,
            ListVolumes volumes,
            InspectNetwork networks) {
        this.containers = containers;
        this.inspecting = inspecting;
        this.sizes = sizes;
        this.images = images;
        this.volumes = volumes;
        this.networks = networks;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String type = line.path().equals("inspect") ? line.text("type") : "container";
        if (!type.isEmpty() && !TYPES.contains(type)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "\"" + Text.printable(type) + "\" is not a valid value for --type")
                    .hint("use one of " + String.join(", ", TYPES));
        }
        List<Json> objects = new ArrayList<>();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                objects.add(find(name, type, line.flag("size")));
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        front.out(ObjectFormat.print(objects, line.text("format")));
        return code;
    }

    private Json find(String name, String type, boolean sized) {
        for (String each : type.isEmpty() ? TYPES : List.of(type)) {
            try {
                return of(each, name, sized);
            } catch (JongException e) {
                // What can't be the name of an image may be one of a volume.
                boolean other =
                        e.kind() == ErrorKind.NOT_FOUND
                                || each.equals("image") && e.kind() == ErrorKind.INVALID_ARGUMENT;
                if (!type.isEmpty() || !other) {
                    throw e;
                }
            }
        }
        throw JongException.of(ErrorKind.NOT_FOUND, "no such object: " + Text.printable(name))
                .hint(
                        "jong ps -a lists containers, jong images images, jong volume ls volumes, jong network ls networks");
    }

    private Json of(String type, String name, boolean sized) {
        return switch (type) {
            case "image" -> images.run(name, Optional.empty());
            case "network" -> networks.inspect(name);
            case "volume" -> volumes.inspect(volumes.find(name));
            default -> container(containers.find(name), sized);
        };
    }

    private Json container(ContainerRecord record, boolean sized) {
        Json.Obj shown = inspecting.inspect(record);
        if (!sized) {
            return shown;
        }
        long written = sizes.written(record);
        return shown.with("SizeRw", Json.of(written))
                .with("SizeRootFs", Json.of(sizes.whole(record, written)));
    }
}
