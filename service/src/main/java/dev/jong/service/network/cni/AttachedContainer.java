package dev.jong.service.network.cni;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.ArrayList;
import java.util.List;

/// What is written down of a container that plugins connect, before the first of them runs and until all have taken away
/// what they made.
///
/// @param id the container's
/// @param process number of the engine that began it
/// @param attachments in the order in which they are made
public record AttachedContainer(String id, String process, List<Attachment> attachments) {
    public AttachedContainer {
        attachments = List.copyOf(attachments);
    }

    /// The same with an attachment that has been made.
    ///
    /// @param place which one
    public AttachedContainer with(int place, Attachment made) {
        List<Attachment> all = new ArrayList<>(attachments);
        all.set(place, made);
        return new AttachedContainer(id, process, all);
    }

    byte[] bytes() {
        List<Json> all = new ArrayList<>();
        attachments.forEach(one -> all.add(one.json()));
        return JsonPrinter.bytes(
                Json.object()
                        .put("id", id)
                        .put("process", process)
                        .put("attachments", new Json.Arr(all))
                        .build());
    }

    static AttachedContainer parse(byte[] bytes) {
        Json.Obj json = JsonParser.parseObject(bytes);
        List<Attachment> all = new ArrayList<>();
        json.objects("attachments").forEach(one -> all.add(Attachment.of(one)));
        return new AttachedContainer(json.text("id"), json.text("process"), all);
    }
}
