package dev.jong.runtime.host;

import java.util.Map;

/// Where limits go on this host.
public sealed interface Cgroups {
    /// One hierarchy (v2): `parent` is the directory that containers' groups are made in. `lacking` completes "limits
    /// can't be applied: ", and is empty where they can.
    record Unified(String parent, String lacking) implements Cgroups {
        /// Groups with limits.
        public Unified(String parent) {
            this(parent, "");
        }
    }

    /// The hierarchy of version 1 that systemd names its services' groups in; it limits nothing.
    String SYSTEMD = "name=systemd";

    /// Controllers with hierarchies of their own (v1, also in hybrid set-ups): the directory of each by name.
    /// `swap`: the kernel counts swap for memory.
    record Split(Map<String, String> controllers, boolean swap) implements Cgroups {}

    /// None that this user may write to; `why` completes "limits can't be applied: ".
    record None(String why) implements Cgroups {}
}
