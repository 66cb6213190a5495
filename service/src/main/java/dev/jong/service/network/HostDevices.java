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
        try {
            NetworkInterface device = NetworkInterface.getByName(name);
            if (device != null) {
                return device.getIndex();
            }
        } catch (IOException e) {
            throw ParentLink.missing(name).causedBy(e);
        }
        throw ParentLink.missing(name);
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
