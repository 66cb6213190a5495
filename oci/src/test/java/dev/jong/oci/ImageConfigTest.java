package dev.jong.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {
    private static final String DIFF_ID =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String FULL =
            """
            {"architecture":"arm64","variant":"v8","os":"linux","created":"2024-01-02T03:04:05.123456789+01:00","author":"a",
             "config":{"User":"1:2","Env":["A=b","C"],"Entrypoint":["/e"],"Cmd":"one","Volumes":{"/v":{}},
                "WorkingDir":"/w","Labels":{"l":"1","dev.jong.x":"2"},"StopSignal":"SIGINT","ExposedPorts":{"80/tcp":{}},
                "Healthcheck":{"Test":["NONE"]},"Shell":["/bin/ash","-c"],"OnBuild":["RUN x"]},
             "rootfs":{"type":"layers","diff_ids":["DIFF_ID"]},
             "history":[{"created_by":"x","empty_layer":true},{"comment":"y"}]}
            """
                    .replace("DIFF_ID", DIFF_ID);

    @Test
    void reads_every_field() {
        ImageConfig config = ImageConfig.parse(Text.bytes(FULL));
        ProcessDefaults run = config.defaults();
        assertThat(config.platform()).isEqualTo(Platform.parse("linux/arm64"));
        assertThat(config.createdAt()).hasValue(Instant.parse("2024-01-02T02:04:05.123456789Z"));
        assertThat(config.author()).isEqualTo("a");
        assertThat(config.diffIds()).containsExactly(Digest.parse(DIFF_ID));
        assertThat(config.history()).extracting(History::emptyLayer).containsExactly(true, false);
        assertThat(config.raw()).isEqualTo(FULL);
        assertThat(run.user()).isEqualTo("1:2");
        assertThat(run.env()).containsExactly("A=b", "C");
        assertThat(run.entrypoint()).containsExactly("/e");
        assertThat(run.cmd()).containsExactly("one");
        assertThat(run.volumes()).containsExactly("/v");
        assertThat(run.workingDir()).isEqualTo("/w");
        assertThat(run.stopSignal()).isEqualTo("SIGINT");
        assertThat(run.exposedPorts()).containsExactly("80/tcp");
        assertThat(run.healthcheck()).isPresent();
        assertThat(run.shell()).containsExactly("/bin/ash", "-c");
        assertThat(run.onBuild()).containsExactly("RUN x");
    }

    @Test
    void M13_drops_labels_in_the_engines_own_name_space() {
        assertThat(ImageConfig.parse(Text.bytes(FULL)).defaults().labels()).containsOnlyKeys("l");
    }

    @Test
    void takes_null_for_absent() {
        String text =
                """
                {"architecture":"amd64","os":"linux","created":null,"history":null,
                 "config":{"Env":null,"Entrypoint":null,"Cmd":null,"Volumes":null,"Labels":null},
                 "rootfs":{"type":"layers","diff_ids":null}}
                """;
        ImageConfig config = ImageConfig.parse(Text.bytes(text));
        assertThat(config.history()).isEmpty();
        assertThat(config.diffIds()).isEmpty();
        assertThat(config.createdAt()).isEmpty();
    }

    @Test
    void a_nonsense_date_is_no_date() {
        assertThat(
                        ImageConfig.parse(Text.bytes(FULL.replace("2024-01-02", "yesterday")))
                                .createdAt())
                .isEmpty();
    }

    @Test
    void M07_refuses_a_config_over_4_MiB() {
        String padded = FULL + " ".repeat((4 << 20) - FULL.length());
        assertThat(ImageConfig.parse(Text.bytes(padded)).author()).isEqualTo("a");
        assertThatThrownBy(() -> ImageConfig.parse(Text.bytes(padded + " ")))
                .hasMessage("too many bytes in the image config: 4194305, the limit is 4194304");
    }

    @Test
    void M07_refuses_more_than_128_layers() {
        String ids = ("\"" + DIFF_ID + "\",").repeat(128) + "\"" + DIFF_ID + "\"";
        String text = "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}";
        assertThatThrownBy(() -> ImageConfig.parse(Text.bytes(text)))
                .hasMessageContaining("129, the limit is 128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"rootfs\":null}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[7]}}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":\"x\"}}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:../x\"]}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"history\":[null]}",
                "{\"rootfs\":{\"type\":\"layers\"},\"history\":{}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"history\":[{\"empty_layer\":1}]}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":[]}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Env\":\"A=b\"}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Env\":[1]}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Cmd\":{}}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Labels\":{\"a\":1}}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Volumes\":[]}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Healthcheck\":[]}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"os\":7}",
                "{\"rootfs\":{\"type\":\"layers\"},\"created\":7}"
            })
    void M17_wrong_types_give_one_line(String text) {
        assertThatThrownBy(() -> ImageConfig.parse(Text.bytes(text)))
                .isInstanceOf(JongException.class)
                .hasMessageNotContaining("\n");
    }
}
