package dev.jong.network.firewall;

import dev.jong.network.netlink.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests that open and close ports in the table without running nft(8). They fail with ENOENT when the table is not
/// there. To close a socket waits for what was removed over it to be out of everybody's sight, some 10 ms.
public final class PortRequests {
    /// With the largest elements, of IPv6 on one address, an attribute of the list has 64,000 bytes.
    private static final int AT_ONCE = 1000;

    private final String table;

    /// @param name of the table in the family inet, as [TableScripts] makes it
    public PortRequests(String name) {
        this.table = TableName.checked(name);
    }

    /// Opens ports, up to a thousand in each request; each request opens all of its ports or none. A port that is open
    /// and leads to the same place is no error; where one leads somewhere else the request fails with EEXIST, on older
    /// kernels EBUSY.
    ///
    /// @param why what it is for, a few words for people
    public List<Request> open(String why, List<PublishedPort> ports) {
        return requests(why, ports, AT_ONCE, false);
    }

    /// Closes ports, up to a thousand in each request. A port that is closed already is no error; where one leads
    /// somewhere else by now the request fails like that and closes none: [#closeEach] goes on from there.
    ///
    /// @param why what it is for, a few words for people
    public List<Request> close(String why, List<PublishedPort> ports) {
        return requests(why, ports, AT_ONCE, true);
    }

    /// Closes ports by a request for each, so that one which leads somewhere else by now keeps none of the others open.
    ///
    /// @param why what it is for, a few words for people
    public List<Request> closeEach(String why, List<PublishedPort> ports) {
        return requests(why, ports, 1, true);
    }

    /// Fails with ENOENT when the table is not there; somebody may have flushed all rules.
    ///
    /// @param why what it is for, a few words for people
    public Request look(String why) {
        return Batch.look(table, why);
    }

    private List<Request> requests(String why, List<PublishedPort> ports, int most, boolean close) {
        List<Request> all = new ArrayList<>();
        for (int from = 0; from < ports.size(); from += most) {
            List<PublishedPort> some = ports.subList(from, Math.min(from + most, ports.size()));
            Batch batch = new Batch(table);
            for (Map.Entry<String, List<PublishedPort>> map : byMap(some).entrySet()) {
                // Deleting what is not there would undo the whole batch, so it is made before.
                batch.add(map.getKey(), map.getValue());
                if (close) {
                    batch.delete(map.getKey(), map.getValue());
                }
            }
            all.add(batch.done(why));
        }
        return all;
    }

    private static Map<String, List<PublishedPort>> byMap(List<PublishedPort> ports) {
        Map<String, List<PublishedPort>> maps = new LinkedHashMap<>();
        for (PublishedPort port : ports) {
            List<PublishedPort> list = maps.get(port.map());
            if (list == null) {
                list = new ArrayList<>();
                maps.put(port.map(), list);
            }
            list.add(port);
        }
        return maps;
    }
}
