package dev.jong.service.build.lock;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.solver.Base;
import dev.jong.build.solver.Bases;
import dev.jong.build.solver.Remotes;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.build.LayoutBases;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiPredicate;

/// `--locked`: takes images by the digests that the lock says, whatever their names stand for by now, and ends a build that
/// takes anything else from elsewhere.
public final class HoldToLock implements Locking {
    private static final int LARGEST = 16 << 20;
    private static final String AGAIN = "jong build --lock writes jong.lock anew";

    private final Lock lock;
    private final BiPredicate<String, Platform> present;

    private HoldToLock(Lock lock, BiPredicate<String, Platform> present) {
        this.lock = lock;
        this.present = present;
    }

    /// Reads the lock.
    ///
    /// @param present whether an image is in the store, by name or digest
    /// @throws JongException NOT_FOUND without a lock, INVALID_ARGUMENT when the file is none
    public static HoldToLock read(Path file, BiPredicate<String, Platform> present) {
        String name = Text.printable(Text.of(file));
        byte[] bytes =
                SmallFile.read(file, LARGEST)
                        .orElseThrow(() ->
                                JongException.of(ErrorKind.NOT_FOUND, "there is no " + name)
                                        .hint("jong build --lock writes it"));
        try {
            return new HoldToLock(Lock.parse(bytes), present);
        } catch (JongException e) {
            throw JongException.of(e.kind(), "cannot use " + name + ": " + e.text()).hint(AGAIN);
        }
    }

    @Override
    public Bases over(Bases bases) {
        return (reference, platform) -> {
            if (LayoutBases.isOne(reference)) {
                return bases.find(reference, platform);
            }
            Digest digest = lock.images().get(Lock.image(reference, platform));
            if (digest == null) {
                throw missing("the image " + Text.printable(reference) + " for " + platform);
            }
            Base base = bases.find(place(reference, platform, digest), platform);
            if (!base.digest().equals(digest)) {
                throw differs(
                        "the image " + Text.printable(reference) + " for " + platform,
                        base.digest().toString(),
                        digest.toString());
            }
            return new Base(reference, base.digest(), base.document(), base.tree(), base.created());
        };
    }

    /// Where the image is: in the store, or in the repository that its name is of.
    private String place(String reference, Platform platform, Digest digest) {
        if (present.test(digest.toString(), platform)) {
            return digest.toString();
        }
        return reference.startsWith("sha256:")
                ? reference
                : Reference.parse(reference).withDigest(digest).toString();
    }

    @Override
    public Remotes over(Remotes remotes) {
        return new Held(remotes);
    }

    private static JongException missing(String what) {
        return JongException.of(ErrorKind.CONFLICT, what + " is not in jong.lock").hint(AGAIN);
    }

    private static JongException differs(String what, String is, String locked) {
        return JongException.of(
                        ErrorKind.CONFLICT, what + " is " + is + ", jong.lock says " + locked)
                .hint("see why it has changed; " + AGAIN);
    }

    private final class Held implements Remotes {
        private final Remotes remotes;

        Held(Remotes remotes) {
            this.remotes = remotes;
        }

        @Override
        public boolean isRepository(String source) {
            return remotes.isRepository(source);
        }

        /// Asks by the digest, so that what is kept is not asked for again.
        @Override
        public Fetched fetch(String url, String checksum) {
            Digest digest = lock.urls().get(Lock.url(url));
            String name = "the file " + Text.printable(Lock.url(url));
            if (digest == null) {
                throw missing(name);
            }
            Optional<Digest> wanted =
                    checksum.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(checksum));
            if (wanted.isPresent()
                    && wanted.get().algorithm() == Digest.Algorithm.SHA256
                    && !wanted.get().equals(digest)) {
                throw differs(name, wanted.get() + " by its --checksum", digest.toString());
            }
            Fetched fetched;
            try {
                fetched = remotes.fetch(url, checksum.isEmpty() ? digest.toString() : checksum);
            } catch (JongException e) {
                throw e.kind() == ErrorKind.DATA_LOSS ? drifted(e) : e;
            }
            if (!fetched.digest().equals(digest)) {
                throw differs(name, fetched.digest().toString(), digest.toString());
            }
            return fetched;
        }

        @Override
        public Checkout checkOut(String url, String commit, boolean keepGitDirectory) {
            String locked = lock.repositories().get(Lock.url(url));
            if (locked == null) {
                throw missing("the repository " + Text.printable(Lock.url(url)));
            }
            if (!commit.isEmpty() && !locked.startsWith(commit)) {
                throw differs(
                        "the repository " + Text.printable(Lock.url(url)),
                        Text.printable(commit) + " by its --checksum",
                        locked);
            }
            try {
                return remotes.checkOut(url, locked, keepGitDirectory);
            } catch (JongException e) {
                throw e.kind() == ErrorKind.DATA_LOSS ? drifted(e) : e;
            }
        }

        /// Both digests are in what was said.
        private static JongException drifted(JongException e) {
            return JongException.of(ErrorKind.CONFLICT, "jong.lock holds no more: " + e.text())
                    .hint("see why it has changed; " + AGAIN)
                    .causedBy(e);
        }
    }
}
