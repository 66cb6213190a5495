package dev.jong.cli.run;

import static dev.jong.cli.run.RunLine.refused;
import static dev.jong.cli.run.RunLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.service.container.RunOptions.Mount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
    private static Mount mount(String... args) {
        List<Mount> mounts = run(args).storage().mounts();
        assertThat(mounts).hasSize(1);
        return mounts.getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "/a:/b,/a,/b,false,rprivate",
        "/a:/b:ro,/a,/b,true,rprivate",
        "'./x:/b:rw,Z,rslave',/home/u/x,/b,false,rslave",
        "'../x:/b/:shared,ro',/home/x,/b,true,shared",
        ".:/w,/home/u,/w,false,rprivate",
        "'/a//b/./c/../d:/x:cached,z',/a/b/d,/x,false,rprivate"
    })
    void a_path_is_bound_and_made_when_it_is_missing(
            String option, String source, String target, boolean readOnly, String propagation) {
        assertThat(mount("-v", option))
                .isEqualTo(
                        new Mount.Bind(
                                source, target, readOnly, true, true, propagation, "-v " + option));
    }

    @Test
    void a_word_is_the_name_of_a_volume_and_a_target_alone_is_an_anonymous_one() {
        assertThat(mount("-v", "data:/d:ro,nocopy"))
                .isEqualTo(
                        new Mount.Volume(
                                Optional.of("data"), "/d", true, true, "-v data:/d:ro,nocopy"));
        assertThat(mount("-v", "/d"))
                .isEqualTo(new Mount.Volume(Optional.empty(), "/d", false, false, "-v /d"));
    }

    @ParameterizedTest
    @CsvSource({
        "a:b:c:d,too many colons",
        ":/x,the source is empty",
        "/a:b,not absolute",
        "a,not absolute",
        "/a:,is empty",
        "/a:/,the root",
        "/a:/b:,unknown option",
        "/a:/b:foo,unknown option",
        "'/a:/b:ro,rw',contradicts",
        "'/a:/b:z,Z',contradicts",
        "'/a:/b:shared,slave',contradicts",
        "v1:/b:shared,host paths",
        "/a:/b:nocopy,for volumes",
        "x/y:/b,no name of a volume",
        "~/x:/b,no name of a volume",
        "'',is empty"
    })
    void a_malformed_volume_is_refused_with_its_reason(String option, String why) {
        assertThat(refused("-v", option).text())
                .startsWith("invalid volume specification \"" + option + "\": ")
                .contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"O"})
    void options_of_other_engines_are_refused_by_name(String word) {
        assertThat(refused("-v", "/a:/b:" + word))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                .satisfies(e -> assertThat(e.hint()).contains(word));
    }

    @Test
    void the_owners_of_a_bind_are_taken_over() {
        for (String given : new String[] {"-v /a:/b:U", "--mount type=bind,src=/a,dst=/b,chown"}) {
            assertThat(owners(given)).isEqualTo(Mount.Owners.GIVEN);
        }
        assertThat(owners("-v /a:/b:ro,idmap")).isEqualTo(Mount.Owners.MAPPED);
        assertThat(owners("--mount type=bind,src=/a,dst=/b,idmap=false"))
                .isEqualTo(Mount.Owners.KEPT);
        assertThat(refused("-v", "/a:/b:U,idmap").kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
        assertThat(refused("-v", "name:/b:U").kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }

    private static Mount.Owners owners(String option) {
        int blank = option.indexOf(' ');
        return ((Mount.Bind) mount(option.substring(0, blank), option.substring(blank + 1)))
                .owners();
    }

    @Test
    void a_mount_with_fields_is_a_bind_a_volume_or_a_tmpfs() {
        String bind =
                "type=bind,src=/a,\"dst=/b,c\",ro,bind-propagation=slave,bind-recursive=disabled";
        assertThat(mount("--mount", bind))
                .isEqualTo(
                        new Mount.Bind(
                                "/a", "/b,c", true, false, false, "slave", "--mount " + bind));
        String volume = "TYPE=Volume,Source=data,destination=/d,volume-nocopy=true";
        assertThat(mount("--mount", volume))
                .isEqualTo(
                        new Mount.Volume(
                                Optional.of("data"), "/d", false, true, "--mount " + volume));
        String tmpfs = "type=tmpfs,target=/t,tmpfs-size=64m,tmpfs-mode=1777,readonly=1";
        assertThat(mount("--mount", tmpfs))
                .isEqualTo(
                        new Mount.Tmpfs(
                                "/t",
                                OptionalLong.of(64L << 20),
                                OptionalInt.of(01777),
                                List.of("ro"),
                                "--mount " + tmpfs));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|unknown key",
                "''|unknown key",
                "type=bind,src=/a|the target is missing",
                "type=bind,dst=/b|the source is missing",
                "type=bind,src=a,dst=/b|not an absolute path",
                "type=foo,dst=/b|unknown type",
                "type=bind,src=/a,dst=b|not absolute",
                "type=bind,src=/a,dst=/b,ro=x|invalid value for ro",
                "type=bind,src=/a,dst=/b,bind-propagation=x|unknown propagation",
                "type=bind,src=/a,dst=/b,bind-recursive=x|bind-recursive",
                "type=bind,src=/a,dst=/b,tmpfs-size=1|does not go with type=bind",
                "type=volume,dst=/b,bind-propagation=slave|does not go with type=volume",
                "type=tmpfs,dst=/b,volume-nocopy|does not go with type=tmpfs",
                "type=tmpfs,src=/a,dst=/b|no source",
                "type=tmpfs,dst=/b,tmpfs-mode=9|octal",
                "\"dst=/b|double quote",
                "dst=/b\"|double quote",
                "src=a/b,dst=/b|no name of a volume",
                "type=image,dst=/b|source is missing",
                "type=image,src=i,dst=/b,volume-nocopy|does not go with type=image",
                "type=bind,src=/a,dst=/b,image-subpath=x|does not go with type=bind",
                "dst=/b,volume-subpath=x|nothing at volume-subpath",
                "src=ab,dst=/b,volume-subpath=/x|not a relative path",
                "src=ab,dst=/b,volume-subpath=..|not a relative path",
                "src=ab,dst=/b,volume-subpath=x/../../y|not a relative path",
                "src=ab,dst=/b,volume-label==x|label without a name",
                "src=ab,dst=/b,volume-opt==x|option without a name"
            })
    void a_malformed_mount_is_refused_with_its_reason(String option, String why) {
        assertThat(refused("--mount", option).text())
                .startsWith("invalid mount specification \"")
                .contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=image,src=i,dst=/b,readonly=false",
                "type=npipe,src=a,dst=/b",
                "dst=/b,volume-driver=nfs",
                "type=bind,src=/a,dst=/b,bind-recursive=writable"
            })
    void mounts_to_come_are_refused_as_such(String option) {
        assertThat(refused("--mount", option).kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @Test
    void the_files_of_an_image_are_mounted() {
        String image = "type=image,source=debian:13,target=/i,image-subpath=usr/share,ro";
        assertThat(mount("--mount", image))
                .isEqualTo(new Mount.Image("debian:13", "usr/share", "/i", "--mount " + image));
    }

    @Test
    void a_volume_has_options_of_its_driver() {
        assertThat(
                        mount(
                                "--mount",
                                "src=data,dst=/d,volume-opt=type=tmpfs,volume-opt=device=tmpfs,\"volume-opt=o=size=1m,rw\""))
                .isInstanceOfSatisfying(
                        Mount.Volume.class,
                        volume ->
                                assertThat(volume.options())
                                        .containsExactly(
                                                Map.entry("type", "tmpfs"),
                                                Map.entry("device", "tmpfs"),
                                                Map.entry("o", "size=1m,rw")));
    }

    @Test
    void a_volume_has_a_part_and_labels() {
        assertThat(
                        mount(
                                "--mount",
                                "src=data,dst=/d,ro,volume-subpath=./a//b,volume-label=x=1=2,volume-label=y,volume-driver=local"))
                .isInstanceOfSatisfying(
                        Mount.Volume.class,
                        volume -> {
                            assertThat(volume.subpath()).isEqualTo("a/b");
                            assertThat(volume.labels())
                                    .containsExactly(Map.entry("x", "1=2"), Map.entry("y", ""));
                            assertThat(volume.readOnly()).isTrue();
                        });
    }

    @Test
    void a_tmpfs_has_a_size_a_mode_and_options() {
        assertThat(mount("--tmpfs", "/t"))
                .isEqualTo(
                        new Mount.Tmpfs(
                                "/t",
                                OptionalLong.empty(),
                                OptionalInt.empty(),
                                List.of(),
                                "--tmpfs /t"));
        assertThat(mount("--tmpfs", "/t:rw,size=1g,mode=755,noexec,uid=5"))
                .isEqualTo(
                        new Mount.Tmpfs(
                                "/t",
                                OptionalLong.of(1L << 30),
                                OptionalInt.of(0755),
                                List.of("rw", "noexec", "uid=5"),
                                "--tmpfs /t:rw,size=1g,mode=755,noexec,uid=5"));
        assertThat(((Mount.Tmpfs) mount("--tmpfs", "/t:size=50%")).options())
                .containsExactly("size=50%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t",
                "/t:",
                "/t:bind",
                "/t:uid=x",
                "/t:mode=888",
                "/t:mode=77777",
                "/t:size=%",
                "/"
            })
    void a_malformed_tmpfs_is_refused(String option) {
        assertThat(refused("--tmpfs", option).text()).startsWith("invalid tmpfs specification");
    }

    /// The kernel would take a size of nothing for no limit, and knows more options than are anybody's to give.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t:size=0",
                "/t:size=0k",
                "/t:size=00%",
                "/t:nr_inodes=0",
                "/t:nr_blocks=0k",
                "/t:mode=17777",
                "/t:mode=-1",
                "/t:uid=-1",
                "/t:size=1m,huge=always",
                "/t:mpol=bind:0",
                "/t:size=1m,,exec",
                "/t:source=/etc"
            })
    void V13_options_of_a_tmpfs_are_checked(String option) {
        assertThat(refused("--tmpfs", option).text()).startsWith("invalid tmpfs specification");
    }

    @Test
    void V13_a_mode_may_have_all_bits_and_a_size_of_mount_is_checked() {
        assertThat(((Mount.Tmpfs) mount("--tmpfs", "/t:mode=7777")).mode()).hasValue(07777);
        assertThat(refused("--mount", "type=tmpfs,dst=/t,tmpfs-size=0").text())
                .contains("no limit");
    }

    @Test
    void two_mounts_at_one_place_are_refused_however_they_are_written() {
        assertThat(refused("-v", "/a:/b", "--tmpfs", "/x/../b/").text())
                .isEqualTo("duplicate mount point: /b");
    }

    @Test
    void mounts_keep_their_order() {
        assertThat(
                        run("-v", "/a:/1", "--tmpfs", "/2", "--mount", "dst=/3", "-v", "/4")
                                .storage()
                                .mounts())
                .extracting(Mount::target)
                .containsExactly("/1", "/2", "/3", "/4");
    }
}
