package dev.jong.service.network;

import java.io.IOException;
import java.net.NetworkInterface;

/// The host's network devices, in the network namespace that the engine is in.
final class HostDevices {
    private HostDevices() {}

    /// The number of a device.
    ///
    /// @throws dev.jong.base.JongException PRECONDITION when there is none of that name
    static int index(String name) {
        int index = find(name);
        if (index == 0) {
            throw ParentLink.missing(name);
        }
        return index;
    }

    /// The number of a device; 0 when there is none of that name.
    static int find(String name) {
        return HostNetwork.ofHost().index(name);
    }

    /// How large packets may be that leave the host by its default route, bytes; 0 where it has none.
    static int mtu() {
        try {
            for (String line : HostNetwork.ofHost().text("proc/net/route").split("\n")) {
                String[] fields = line.split("\t");
                if (fields.length > 2 && fields[1].equals("00000000")) {
                    NetworkInterface device = NetworkInterface.getByName(fields[0]);
                    return device == null ? 0 : device.getMTU();
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
