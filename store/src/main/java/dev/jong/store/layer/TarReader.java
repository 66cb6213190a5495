package dev.jong.store.layer;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a tar archive as a stream: v7, ustar, GNU (long names, base-256 numbers) and PAX headers. Made for
/// hostile input: headers take at most 1 MiB together, nothing is allocated by a stated size, and what two
/// readers could understand differently is refused. Sparse members are refused too.
///
/// The end must be marked. Two zero blocks are the rule; one zero block and the end of the stream is accepted,
/// as GNU tar does; a stream that just stops is damaged. Some writers (`umoci insert`) leave out the mark and the
/// padding before it: that is accepted where the caller knows the digest of all bytes and compares it, because
/// then nothing can have been cut off.
public final class TarReader {
    /// Most bytes that the extension headers of one member may have, global ones included.
    static final int HEADER_LIMIT = 1 << 20;

    /// No file system holds longer files; beyond it, adding the padding could overflow.
    private static final long LARGEST = Long.MAX_VALUE >> 1;

    private final InputStream in;
    private final boolean digestKnown;
    private final byte[] buffer = new byte[128 * 1024];
    private int at;
    private int end;
    private long filled;

    private final Map<String, String> global = new HashMap<>();
    private int globalBytes;
    private long contentLeft;
    private int paddingLeft;
    private boolean ended;

    /// A reader of an uncompressed archive. The stream is read in large pieces and not closed.
    public TarReader(InputStream in) {
        this(in, false);
    }

    /// The same.
    ///
    /// @param digestKnown true when the caller compares the digest of the whole stream with one it knows; the end
    ///     mark may then be missing
    TarReader(InputStream in, boolean digestKnown) {
        this.in = in;
        this.digestKnown = digestKnown;
    }

    /// Goes to the next member, skipping unread content of the one before.
    ///
    /// @return empty at the marked end of the archive
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for malformed headers, DATA_LOSS for a stream that ends
    ///     too early or a wrong checksum, EXHAUSTED beyond the header limit, UNSUPPORTED for unknown types
    /// @throws IOException when the stream fails
    public Optional<TarEntry> next() throws IOException {
        Map<String, String> local = new HashMap<>();
        int headerBytes = globalBytes;
        while (!ended) {
            skipContent();
            byte[] block = new byte[TarHeader.BLOCK];
            boolean marked = readBlock(block);
            if (!marked && !digestKnown) {
                throw LayerErrors.damaged("the archive stops without an end mark");
            }
            if (!marked || isZero(block)) {
                readEnd(block, headerBytes > globalBytes);
                break;
            }
            TarHeader header = TarHeader.of(block);
            char type = header.typeFlag();
            if (!isExtension(type)) {
                return Optional.of(begin(header, merge(local)));
            }
            if (header.size() > HEADER_LIMIT - TarHeader.BLOCK - headerBytes) {
                throw LayerErrors.tooMuch("a member with too long headers", HEADER_LIMIT);
            }
            headerBytes += TarHeader.BLOCK + (int) header.size();
            extend(type, readBody((int) header.size()), local);
        }
        return Optional.empty();
    }

    /// The records that hold for the next member. An empty value takes a global record back.
    private Map<String, String> merge(Map<String, String> local) {
        if (global.isEmpty()) {
            local.values().removeIf(String::isEmpty);
            return local;
        }
        Map<String, String> all = new HashMap<>(global);
        all.putAll(local);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /// Reads content of the current member.
    ///
    /// @return the number of bytes read, at least 1 unless `length` is 0; -1 at the end of the content
    public int read(byte[] to, int offset, int length) throws IOException {
        if (contentLeft == 0) {
            return -1;
        }
        if (at == end && !fill()) {
            throw LayerErrors.damaged("the archive stops within a member");
        }
        int count = (int) Math.min(Math.min(length, contentLeft), end - at);
        System.arraycopy(buffer, at, to, offset, count);
        at += count;
        contentLeft -= count;
        return count;
    }

    /// Bytes of the archive up to where this reader is: after [#next], where the member's content begins.
    public long position() {
        return filled - (end - at);
    }

    private TarEntry begin(TarHeader header, Map<String, String> extensions) {
        for (String key : extensions.keySet()) {
            if (key.startsWith("GNU.sparse.")) {
                throw LayerErrors.unsupported(header.name(), "it is a sparse file of GNU tar");
            }
        }
        TarEntry entry = header.entry(extensions);
        if (entry.name().indexOf('\0') >= 0 || entry.linkTarget().indexOf('\0') >= 0) {
            throw LayerErrors.refused(entry.name(), "holds a NUL byte");
        }
        if (entry.size() > LARGEST) {
            throw LayerErrors.refused(entry.name(), "is larger than any file");
        }
        expect(entry.size());
        return entry;
    }

    private void expect(long size) {
        contentLeft = size;
        paddingLeft = (int) (-size & TarHeader.BLOCK - 1);
    }

    private static boolean isExtension(char type) {
        return type == 'x' || type == 'X' || type == 'g' || type == 'L' || type == 'K';
    }

    private void extend(char type, byte[] body, Map<String, String> local) {
        switch (type) {
            case 'g' -> extendAll(body);
            case 'L' -> local.put("path", untilNul(body));
            case 'K' -> local.put("linkpath", untilNul(body));
            default -> PaxRecords.parse(body, local);
        }
    }

    /// A global header holds for all members after it. Readers disagree about names and sizes in one, so these
    /// are refused.
    private void extendAll(byte[] body) {
        PaxRecords.parse(body, global);
        globalBytes += TarHeader.BLOCK + body.length;
        if (global.containsKey("path")
                || global.containsKey("linkpath")
                || global.containsKey("size")) {
            throw LayerErrors.malformed("a global header names one member");
        }
    }

    private static String untilNul(byte[] body) {
        String text = Text.of(body);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private void readEnd(byte[] block, boolean afterExtension) throws IOException {
        if (afterExtension) {
            throw LayerErrors.damaged("the archive ends after an extended header");
        }
        if (readBlock(block) && !isZero(block)) {
            throw LayerErrors.damaged("a zero block lies between the members");
        }
        ended = true;
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] readBody(int size) throws IOException {
        // At most 1 MiB, so the stated size may be trusted.
        byte[] body = new byte[size];
        expect(size);
        for (int done = 0; done < size; ) {
            done += read(body, done, size - done);
        }
        return body;
    }

    private void skipContent() throws IOException {
        if (!skip(contentLeft) || !skip(paddingLeft) && !digestKnown) {
            throw LayerErrors.damaged("the archive stops within a member");
        }
        expect(0);
    }

    /// False when the stream ends before.
    private boolean skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (at == end && !fill()) {
                return false;
            }
            int count = (int) Math.min(left, end - at);
            at += count;
            left -= count;
        }
        return true;
    }

    /// Fills a block; false when the stream ends just before it.
    private boolean readBlock(byte[] block) throws IOException {
        int done = 0;
        while (done < block.length) {
            if (at == end && !fill()) {
                if (done == 0) {
                    return false;
                }
                throw LayerErrors.damaged("the archive stops within a header");
            }
            int count = Math.min(block.length - done, end - at);
            System.arraycopy(buffer, at, block, done, count);
            at += count;
            done += count;
        }
        return true;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(in.read(buffer, 0, buffer.length), 0);
        filled += end;
        return end > 0;
    }
}
