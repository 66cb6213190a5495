package dev.jong.image.pull;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.BlobStream;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A repository in memory that counts what is asked of it, and misbehaves when told to.
public final class MemoryRepository implements Repository {
    public final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    public final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    public final Map<String, String> types = new ConcurrentHashMap<>();
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public final AtomicLong sent = new AtomicLong();

    /// Blobs of other repositories of the same registry, by `path digest`.
    public final Map<String, byte[]> elsewhere = new ConcurrentHashMap<>();

    /// How a blob's bytes go wrong.
    public interface Fault {
        InputStream apply(byte[] bytes, int from, InputStream good);
    }

    public final Map<Digest, List<Fault>> faults = new ConcurrentHashMap<>();

    /// Ends the stream with an error after so many bytes.
    public static Fault cut(int after) {
        return (bytes, from, good) ->
                new InputStream() {
                    private int left = after;

                    @Override
                    public int read() throws IOException {
                        if (left-- <= 0) {
                            throw new IOException("connection reset");
                        }
                        return good.read();
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        if (left <= 0) {
                            throw new IOException("connection reset");
                        }
                        int got = good.read(to, offset, Math.min(length, left));
                        left -= got;
                        return got;
                    }
                };
    }

    /// Gives other bytes of the same length.
    public static Fault wrong() {
        return (bytes, from, good) -> {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            return new ByteArrayInputStream(other, from, other.length - from);
        };
    }

    public MemoryRepository fault(Digest blob, Fault... each) {
        faults.put(blob, new ArrayList<>(List.of(each)));
        return this;
    }

    public MemoryRepository blob(byte[] bytes) {
        blobs.put(Digest.of(bytes), bytes);
        return this;
    }

    public MemoryRepository manifest(String tag, byte[] bytes) {
        String type = JsonParser.parseObject(bytes).text("mediaType");
        for (String name : List.of(tag, Digest.of(bytes).toString())) {
            manifests.put(name, bytes);
            types.put(name, type.isEmpty() ? Document.parse(bytes).mediaType() : type);
        }
        return this;
    }

    @Override
    public RemoteManifest manifest(String reference) {
        calls.add("GET " + reference);
        byte[] bytes = manifests.get(reference);
        if (bytes == null) {
            throw JongException.of(ErrorKind.NOT_FOUND, "no manifest " + reference);
        }
        return new RemoteManifest(Descriptor.of(types.get(reference), bytes), bytes);
    }

    @Override
    public Optional<Descriptor> resolve(String reference) {
        calls.add("HEAD " + reference);
        return Optional.ofNullable(manifests.get(reference))
                .map(bytes -> Descriptor.of(types.get(reference), bytes));
    }

    @Override
    public BlobStream blob(Descriptor blob, long from) {
        calls.add("BLOB " + blob.digest() + " " + from);
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) {
            throw JongException.of(ErrorKind.NOT_FOUND, "no blob " + blob.digest());
        }
        InputStream good = new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
        List<Fault> own = faults.getOrDefault(blob.digest(), List.of());
        InputStream in = own.isEmpty() ? good : own.removeFirst().apply(bytes, (int) from, good);
        return new BlobStream(new Counted(in), from);
    }

    @Override
    public boolean hasBlob(Digest blob) {
        calls.add("HASBLOB " + blob);
        return blobs.containsKey(blob);
    }

    @Override
    public boolean mount(Digest blob, String from) {
        calls.add("MOUNT " + blob + " " + from);
        byte[] bytes = elsewhere.get(from + " " + blob);
        if (bytes != null) {
            blobs.put(blob, bytes);
        }
        return bytes != null;
    }

    @Override
    public void upload(Descriptor blob, BlobSource source) {
        calls.add("UPLOAD " + blob.digest());
        try (InputStream in = source.open(0)) {
            byte[] bytes = in.readAllBytes();
            if (!Digest.of(bytes).equals(blob.digest()) || bytes.length != blob.size()) {
                throw JongException.of(ErrorKind.DATA_LOSS, "DIGEST_INVALID");
            }
            blobs.put(blob.digest(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Digest putManifest(String reference, String mediaType, byte[] bytes) {
        calls.add("PUT " + reference);
        manifest(reference, bytes);
        types.put(reference, mediaType);
        return Digest.of(bytes);
    }

    @Override
    public void deleteManifest(String reference) {
        manifests.remove(reference);
    }

    @Override
    public List<String> tags() {
        return manifests.keySet().stream().filter(name -> name.indexOf(':') < 0).sorted().toList();
    }

    @Override
    public List<Descriptor> referrers(Digest subject, Optional<String> artifactType) {
        return List.of();
    }

    private final class Counted extends java.io.FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = super.read(to, offset, length);
            sent.addAndGet(Math.max(got, 0));
            return got;
        }
    }
}
