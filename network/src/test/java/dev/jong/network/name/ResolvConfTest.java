package dev.jong.network.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvConfTest {
    @TempDir private Path folder;

    private List<String> servers(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), text);
        return ResolvConf.here(file).get().stream()
                .map(server -> server.getAddress().getHostAddress())
                .toList();
    }

    @Test
    void names_the_servers_in_their_order() throws IOException {
        assertThat(
                        servers(
                                """
                                # nameserver 192.0.2.9
                                search example.com
                                nameserver 127.0.0.53 # the stub
                                nameserver\t2001:db8::1;
                                options edns0
                                """))
                .containsExactly("127.0.0.53", "2001:db8:0:0:0:0:0:1");
    }

    @Test
    void passes_over_what_is_no_address() throws IOException {
        assertThat(
                        servers(
                                "nameserver\nnameserver dns.example\nnameservers 192.0.2.1\n"
                                        + " nameserver 192.0.2.2\nnameserver fe80::1%nosuchlink\n"
                                        + "nameserver 192.0.2.3"))
                .containsExactly("192.0.2.3");
    }

    @Test
    void takes_three_at_most() throws IOException {
        assertThat(servers("nameserver 192.0.2.1\n".repeat(9))).hasSize(3);
    }

    @Test
    void reads_the_file_each_time() throws IOException {
        Path file = folder.resolve("resolv.conf");
        ResolvConf conf = ResolvConf.here(file);
        assertThat(conf.get()).isEmpty();
        Files.writeString(file, "nameserver 192.0.2.1\n");
        assertThat(conf.get()).containsExactly(new InetSocketAddress("192.0.2.1", 53));
    }

    @Test
    void leaves_out_from_elsewhere_what_is_on_loopback() throws IOException {
        Path file = folder.resolve("resolv.conf");
        Path behind = folder.resolve("behind");
        ResolvConf conf = ResolvConf.elsewhere(file, behind);
        Files.writeString(behind, "nameserver 127.0.0.1\nnameserver 192.0.2.7\n");
        Files.writeString(file, "nameserver 127.0.0.53\nnameserver 192.0.2.1\n");
        assertThat(conf.get()).containsExactly(new InetSocketAddress("192.0.2.1", 53));
        Files.writeString(file, "nameserver 127.0.0.53\n");
        assertThat(conf.get()).containsExactly(new InetSocketAddress("192.0.2.7", 53));
        Files.delete(behind);
        assertThat(conf.get()).isEmpty();
    }
}
