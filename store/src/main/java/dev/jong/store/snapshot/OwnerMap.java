package dev.jong.store.snapshot;

/// To whom copies of files belong, by the owner of the original.
public interface OwnerMap {
    /// Copies belong to whom the originals do.
    OwnerMap SAME =
            new OwnerMap() {
                @Override
                public int uid(int uid) {
                    return uid;
                }

                @Override
                public int gid(int gid) {
                    return gid;
                }

                @Override
                public OwnerMap back() {
                    return this;
                }
            };

    /// What [#back] says of ids that nobody has there.
    int NONE = -1;

    /// The user of a copy.
    int uid(int uid);

    /// The group of a copy.
    int gid(int gid);

    /// The way back, from copies to originals.
    OwnerMap back();
}
