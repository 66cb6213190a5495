package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every option of other builders either does what it says or is refused by name.
@Tag("root")
class BuildOptionsTest {
    private static Site site;
    private Workshop shop;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void fresh() {
        shop = new Workshop(site).file("f", "x").dockerfile("FROM box", "COPY f /f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--provenance=true",
                "--provenance mode=max",
                "--sbom=true",
                "--attest type=sbom",
                "--builder other",
                "--rm=false",
                "--disable-compression=false",
                "--isolation hyperv",
                "--volume /a:/b",
                "--cgroup-parent x",
                "--jobs many",
                "--platform linux/amd64 --arch arm64",
                "--annotation layer:a=b",
                "--annotation index:a=b",
                "--call outline --format json",
                "--check --call outline",
                "--secret id=x,type=other,src=/dev/null",
                "-o type=image,push-by-digest=true",
                "-o type=image,compression=zstd",
                "-o type=oci,dest=x,compression=zstd",
                "-o type=local,dest=x,platform-split=false",
                "-o type=registry,rewrite-timestamp=false"
            })
    void what_does_not_exist_is_refused_by_name(String options) {
        Result result = shop.build(options.split(" "));
        assertThat(result.code()).as(result.toString()).isIn(1, 125);
        assertThat(result.err()).startsWith("jong: ").contains("\nhint: ");
    }

    @Test
    void what_holds_anyway_is_accepted() {
        shop.succeeds(
                "--rm",
                "--force-rm=true",
                "--compress",
                "-D",
                "--provenance=false",
                "--sbom=false",
                "--builder=default",
                "--isolation=chroot",
                "--skip-unused-stages",
                "--jobs=2",
                "--arch="
                        + site.succeeds("image", "inspect", "-f", "{{.Architecture}}", "box")
                                .line());
    }

    @Test
    void an_image_that_goes_elsewhere_stays_when_it_is_to_be_loaded() throws Exception {
        Path out = site.work().resolve("out.tar");
        String name = "example.org/one:2";
        String[] elsewhere = {"-t", name, "-o", "type=docker,dest=" + out};
        shop.succeeds(elsewhere);
        assertThat(site.jong("image", "exists", name).code()).isEqualTo(1);
        assertThat(Shell.script(site.work(), "tar -xOf out.tar manifest.json")).contains(name);
        shop.succeeds("-t", name, "--load", "-o", "type=docker,dest=" + out);
        assertThat(site.jong("image", "exists", name).code()).isZero();
        site.succeeds("rmi", name);
        shop.succeeds("-o", "type=docker,name=" + name);
        assertThat(site.jong("image", "exists", name).code()).isZero();
        shop.succeeds("-o", "type=image,\"name=example.org/two,example.org/three\"");
        assertThat(site.jong("image", "exists", "example.org/three").code()).isZero();
    }

    @Test
    void programs_see_the_name_servers_that_are_asked_for() {
        shop.dockerfile("FROM box", "RUN cat /etc/resolv.conf > /seen");
        shop.succeeds(
                "--dns", "192.0.2.7", "--dns-search", "example.org", "--dns-option", "ndots:3");
        assertThat(shop.shows("cat /seen"))
                .contains("nameserver 192.0.2.7", "search example.org", "options ndots:3");
    }
}
