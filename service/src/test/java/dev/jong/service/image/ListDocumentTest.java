package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListDocumentTest {
    private static final Json.Obj FIRST = entry(MediaType.OCI_MANIFEST, "first");
    private static final Json.Obj SECOND = entry(MediaType.OCI_MANIFEST, "second");

    @Test
    void the_same_members_give_the_same_bytes_however_they_came() {
        byte[] once = ListDocument.EMPTY.with(List.of(FIRST, SECOND)).bytes();
        byte[] twice = ListDocument.EMPTY.with(List.of(FIRST)).with(List.of(SECOND)).bytes();
        byte[] again = ListDocument.parse(twice).with(List.of(SECOND, FIRST)).bytes();
        assertThat(once).isEqualTo(twice).isEqualTo(again);
        assertThat(Text.of(once))
                .isEqualTo(
                        "{\"schemaVersion\":2,\"mediaType\":\""
                                + MediaType.OCI_INDEX
                                + "\",\"manifests\":["
                                + text(FIRST)
                                + ","
                                + text(SECOND)
                                + "]}");
    }

    @Test
    void annotating_keeps_everything_else() {
        ListDocument list =
                ListDocument.parse(
                        Text.bytes(
                                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"a\",\"strange\":1,"
                                        + "\"platform\":{\"os\":\"windows\",\"os.version\":\"10\",\"x\":[]},"
                                        + "\"annotations\":{\"k\":\"old\",\"l\":\"m\"}},{\"digest\":\"b\"}],"
                                        + "\"annotations\":{\"of\":\"list\"},\"other\":null}"));
        ListDocument changed =
                list.annotated("a", Map.of("variant", Json.of("v8")), Map.of("k", "new"));
        assertThat(Text.of(changed.bytes()))
                .isEqualTo(
                        "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"a\",\"strange\":1,"
                                + "\"platform\":{\"os\":\"windows\",\"os.version\":\"10\",\"x\":[],\"variant\":\"v8\"},"
                                + "\"annotations\":{\"k\":\"new\",\"l\":\"m\"}},{\"digest\":\"b\"}],"
                                + "\"annotations\":{\"of\":\"list\"},\"other\":null,\"mediaType\":\""
                                + MediaType.OCI_INDEX
                                + "\"}");
        assertThat(changed.annotated("a", Map.of(), Map.of()).bytes()).isEqualTo(changed.bytes());
    }

    @Test
    void a_member_that_is_there_stays_as_it_was_annotated() {
        ListDocument list =
                ListDocument.EMPTY
                        .with(List.of(FIRST, SECOND))
                        .annotated(FIRST.text("digest"), Map.of(), Map.of("a", "b"));
        assertThat(list.with(List.of(FIRST)).bytes()).isEqualTo(list.bytes());
    }

    @Test
    void a_list_of_dockers_images_is_dockers_until_something_is_annotated() {
        Json.Obj docker = entry(MediaType.DOCKER_MANIFEST, "docker");
        String digest = docker.text("digest");
        ListDocument list = ListDocument.EMPTY.with(List.of(docker));
        assertThat(ListDocument.EMPTY.mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(list.mediaType()).isEqualTo(MediaType.DOCKER_INDEX);
        assertThat(list.annotated(digest, Map.of("variant", Json.of("v8")), Map.of()).mediaType())
                .isEqualTo(MediaType.DOCKER_INDEX);
        assertThat(list.annotated(digest, Map.of(), Map.of("a", "b")).mediaType())
                .isEqualTo(MediaType.OCI_INDEX);
        assertThat(list.with(List.of(FIRST)).mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(list.with(List.of(FIRST)).without(FIRST.text("digest")).bytes())
                .isEqualTo(list.bytes());
        assertThat(list.without(digest).bytes()).isEqualTo(ListDocument.EMPTY.bytes());
    }

    @Test
    void a_list_that_nobody_could_read_again_is_not_written() {
        ListDocument list = ListDocument.EMPTY.with(List.of(FIRST));
        String digest = FIRST.text("digest");
        ListDocument large = list.annotated(digest, Map.of(), Map.of("a", "x".repeat(4 << 20)));
        assertThatThrownBy(large::bytes)
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        Json many = new Json.Arr(Collections.nCopies(10_001, FIRST));
        assertThatThrownBy(new ListDocument(list.json().with("manifests", many))::bytes)
                .hasMessageContaining("10001");
    }

    private static String text(Json.Obj entry) {
        return dev.jong.base.json.JsonPrinter.compact(entry);
    }

    private static Json.Obj entry(String type, String content) {
        return Json.object()
                .put("mediaType", type)
                .put("digest", Digest.of(Text.bytes(content)).toString())
                .put("size", content.length())
                .build();
    }
}
