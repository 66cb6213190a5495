package dev.jong.it.life;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A journal that keeps what it is sent in a file, as `journalctl -o export` would give it back: a datagram of the
/// native protocol and an empty line. Java knows no datagrams on sockets of files, so the C library is asked.
final class JournalSocket implements AutoCloseable {
    private static final int UNIX = 1;
    private static final int DATAGRAM = 2;
    private static final int DO_NOT_WAIT = 0x40;
    private static final int ADDRESS_SIZE = 110;
    private static final int LARGEST = 1 << 20;

    private final MethodHandle receive =
            function(
                    "recv",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final int socket;
    private final Path entries;
    private final Thread reader;
    private volatile boolean over;

    private JournalSocket(int socket, Path entries) {
        this.socket = socket;
        this.entries = entries;
        this.reader = Thread.ofPlatform().start(this::read);
    }

    /// Listens.
    ///
    /// @param path of the socket
    /// @param entries file that is written
    static JournalSocket on(Path path, Path entries) throws IOException {
        Files.write(entries, new byte[0]);
        try (Arena arena = Arena.ofConfined()) {
            int socket =
                    (int)
                            call(
                                    function(
                                            "socket",
                                            FunctionDescriptor.of(
                                                    JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)),
                                    UNIX,
                                    DATAGRAM,
                                    0);
            MemorySegment address = arena.allocate(ADDRESS_SIZE);
            address.set(JAVA_BYTE, 0, (byte) UNIX);
            byte[] name = path.toString().getBytes(StandardCharsets.ISO_8859_1);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
            int bound =
                    (int)
                            call(
                                    function(
                                            "bind",
                                            FunctionDescriptor.of(
                                                    JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT)),
                                    socket,
                                    address,
                                    ADDRESS_SIZE);
            if (bound != 0) {
                throw new IOException("cannot bind " + path);
            }
            return new JournalSocket(socket, entries);
        }
    }

    /// All that came so far, as a byte string.
    String text() {
        try {
            return Files.readString(entries, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST);
            while (!over) {
                long got = (long) call(receive, socket, buffer, (long) LARGEST, DO_NOT_WAIT);
                if (got < 0) {
                    Thread.sleep(5);
                    continue;
                }
                byte[] entry = new byte[(int) got + 1];
                MemorySegment.copy(buffer, JAVA_BYTE, 0, entry, 0, (int) got);
                entry[(int) got] = '\n';
                Files.write(entries, entry, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call(function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)), socket);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
