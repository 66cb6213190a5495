package dev.jong.runtime.spec;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Ids of a user namespace as JSON, in the words of the runtime-spec.
final class IdMapJson {
    private IdMapJson() {}

    static void write(IdMap map, Json.ObjectBuilder out) {
        out.put("uidMappings", ranges(map.uids())).put("gidMappings", ranges(map.gids()));
    }

    static IdMap read(Json.Obj json) {
        return new IdMap(ranges(json, "uidMappings"), ranges(json, "gidMappings"));
    }

    private static Json ranges(List<IdMap.Range> ranges) {
        List<Json> out = new ArrayList<>();
        for (IdMap.Range range : ranges) {
            out.add(
                    Json.object()
                            .put("containerID", range.inside())
                            .put("hostID", range.outside())
                            .put("size", range.count())
                            .build());
        }
        return new Json.Arr(out);
    }

    private static List<IdMap.Range> ranges(Json.Obj json, String key) {
        List<IdMap.Range> out = new ArrayList<>();
        for (Json.Obj one : json.objects(key)) {
            out.add(
                    new IdMap.Range(
                            one.number("containerID").orElse(0L),
                            one.number("hostID").orElse(0L),
                            one.number("size").orElse(0L)));
        }
        return out;
    }
}
