package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What was decided when a container was created: the content of its `container.json`.
///
/// @param id 64 hexadecimal digits
/// @param name unique in the store
/// @param created nanoseconds since 1970
/// @param image reference as the user gave it
/// @param imageId digest of the image's config, empty for a directory
/// @param layers diffIDs that it needs, so that nobody removes them
/// @param command program and arguments
/// @param remove delete it when it ends
/// @param stopSignal name or number, empty for SIGTERM
/// @param stopTimeout seconds between the stop signal and SIGKILL
/// @param labels the image's and the user's
/// @param annotations the user's
/// @param spec the runtime spec as JSON, empty object when it can't be started again
/// @param settings what was asked for, for `inspect`
public record ContainerRecord(
        String id,
        String name,
        long created,
        String image,
        String imageId,
        List<String> layers,
        List<String> command,
        boolean remove,
        String stopSignal,
        long stopTimeout,
        Map<String, String> labels,
        Map<String, String> annotations,
        Json.Obj spec,
        Json.Obj settings) {

    public ContainerRecord {
        layers = List.copyOf(layers);
        command = List.copyOf(command);
    }

    /// Names of its volumes.
    public List<String> volumes() {
        return texts("name");
    }

    /// What it has mounted: names of volumes, and paths of the host.
    public List<String> mounts() {
        List<String> all = new ArrayList<>(volumes());
        all.addAll(texts("source"));
        return all;
    }

    private List<String> texts(String key) {
        List<String> found = new ArrayList<>();
        for (Json.Obj mount : spec.objects("mounts")) {
            if (!mount.text(key).isEmpty()) {
                found.add(mount.text(key));
            }
        }
        return found;
    }

    /// What is known of a container whose record can't be read: enough to list and to remove it.
    static ContainerRecord damaged(String id, String name, long created) {
        return new ContainerRecord(
                id,
                name,
                created,
                "(damaged record)",
                "",
                List.of(),
                List.of(),
                false,
                "",
                10,
                Map.of(),
                Map.of(),
                Json.EMPTY,
                Json.EMPTY);
    }

    /// Whether this only stands for a record that can't be read.
    public boolean isDamaged() {
        return spec.fields().isEmpty();
    }

    /// The same record, when it can be started and inspected.
    ///
    /// @throws JongException DATA_LOSS when it is damaged
    public ContainerRecord readable() {
        if (isDamaged()) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "the record of container "
                                    + (name.isEmpty() ? id : name)
                                    + " is damaged")
                    .hint(
                            "jong rm "
                                    + (name.isEmpty() ? shortId() : name)
                                    + " removes the container");
        }
        return this;
    }

    /// The first twelve digits, as tables show it.
    public String shortId() {
        return id.substring(0, 12);
    }

    /// The record's JSON without its first three fields and the opening brace.
    byte[] tail() {
        byte[] whole =
                JsonPrinter.bytes(
                        Json.object()
                                .put("image", image)
                                .put("imageId", imageId)
                                .put("layers", Json.of(layers))
                                .put("command", Json.of(command))
                                .put("remove", remove)
                                .put("stopSignal", stopSignal)
                                .put("stopTimeout", stopTimeout)
                                .put("labels", Json.of(labels))
                                .put("annotations", Json.of(annotations))
                                .put("spec", spec)
                                .put("settings", settings)
                                .build());
        return Arrays.copyOfRange(whole, 1, whole.length);
    }

    /// The JSON of a record out of what differs between containers with the same options, and the rest.
    static byte[] bytes(String id, String name, long created, byte[] tail) {
        byte[] head =
                Text.bytes(
                        "{\"id\":\""
                                + id
                                + "\",\"name\":\""
                                + name
                                + "\",\"created\":"
                                + created
                                + ",");
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    /// Reads a record.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is damaged
    public static ContainerRecord parse(byte[] bytes) {
        Json.Obj json = JsonParser.parseObject(bytes);
        return new ContainerRecord(
                json.text("id"),
                json.text("name"),
                json.number("created").orElse(0L),
                json.text("image"),
                json.text("imageId"),
                json.strings("layers"),
                json.strings("command"),
                json.bool("remove"),
                json.text("stopSignal"),
                json.number("stopTimeout").orElse(10L),
                json.stringMap("labels"),
                json.stringMap("annotations"),
                json.object("spec"),
                json.object("settings"));
    }
}
