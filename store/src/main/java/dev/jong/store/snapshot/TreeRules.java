package dev.jong.store.snapshot;

import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import java.util.Map;
import java.util.Optional;

/// How copied files are to look.
///
/// @param owner who gets them; empty for whoever has them where they come from
/// @param special whether setuid, setgid and sticky bits and capabilities are copied, and devices made
/// @param attributes whether extended attributes are copied
/// @param replace whether something that is no directory may give way to one
/// @param links whether links in the target's own tree are followed, as for archives of whole systems
/// @param owners whether this process may give files to others
public record TreeRules(
        Optional<Owner> owner,
        boolean special,
        boolean attributes,
        boolean replace,
        boolean links,
        Owners owners) {
    private static final int SPECIAL_BITS = 07000;
    private static final int STICKY = 01000;

    /// A user and a group, by number.
    public record Owner(long uid, long gid) {}

    TarEntry apply(TarEntry entry) {
        TarEntry out = entry;
        if (owner.isPresent()) {
            out = out.withOwner(owner.get().uid, owner.get().gid);
        }
        if (!special) {
            // A sticky directory gives nobody anything, and /tmp would be open without it.
            boolean directory = entry.type() == TarEntry.EntryType.DIRECTORY;
            int dropped = directory ? SPECIAL_BITS & ~STICKY : SPECIAL_BITS;
            out = out.withMode(entry.mode() & ~dropped);
        }
        if (!entry.xattrs().isEmpty()) {
            out = out.withXattrs(attributes ? kept(entry.xattrs()) : Map.of());
        }
        return out;
    }

    private Map<String, byte[]> kept(Map<String, byte[]> attributes) {
        if (special) {
            return attributes;
        }
        Map<String, byte[]> out = new java.util.TreeMap<>(attributes);
        out.remove("security.capability");
        return out;
    }
}
