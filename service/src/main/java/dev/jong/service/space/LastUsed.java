package dev.jong.service.space;

import dev.jong.store.usage.LineFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which order images were used, as a list of ids, the latest last. An order and no times: a clock that jumps can
/// neither save nor doom an image (R071).
public final class LastUsed {
    private final LineFile file;

    /// @param file the store's `used`
    public LastUsed(LineFile file) {
        this.file = file;
    }

    /// Notes that images were used now. Writes nothing when that was the last thing known.
    public void touch(List<String> ids) {
        List<String> known = file.read();
        int same = known.size() - ids.size();
        if (same >= 0 && known.subList(same, known.size()).equals(ids)) {
            return;
        }
        file.change(
                false,
                lines -> {
                    lines.removeAll(ids);
                    lines.addAll(ids);
                });
    }

    /// Brings the list up to what is in the store: what is gone goes, what is new was used last.
    ///
    /// @param ids of all images, those that came first first
    public void align(List<String> ids) {
        file.change(
                false,
                lines -> {
                    lines.retainAll(ids);
                    List<String> fresh = new ArrayList<>(ids);
                    fresh.removeAll(lines);
                    lines.addAll(fresh);
                });
    }

    /// The place of each id, a larger number for a later use.
    public Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (String id : file.read()) {
            places.put(id, places.size());
        }
        return places;
    }
}
