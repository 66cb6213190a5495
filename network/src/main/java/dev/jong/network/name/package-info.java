/// The name service of a network: its containers find each other by name, and everything else is asked of the host's
/// name servers. Messages (RFC 1035, RFC 6891) are read and written by dnsjava, which nobody outside of this package
/// sees. May be used by the rooms above; uses nothing of the others beside it.
@NullMarked
package dev.jong.network.name;

import org.jspecify.annotations.NullMarked;
