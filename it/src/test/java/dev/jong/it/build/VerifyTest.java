package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong build --verify`.
@Tag("root")
class VerifyTest {
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
        shop = new Workshop(site);
    }

    @Test
    void a_build_that_gives_the_same_twice_is_identical() {
        shop.file("f", "x")
                .dockerfile(
                        "FROM box AS one",
                        "RUN echo made > /made && chmod 640 /made",
                        "FROM box",
                        "WORKDIR /app",
                        "COPY f .",
                        "COPY --from=one /made .",
                        "RUN touch /touched; rm -f /app/f; echo $SOURCE_DATE_EPOCH > /date");
        Result result = shop.build("--verify");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.err()).contains("identical: sha256:").contains("named made");
        assertThat(shop.shows("cat /app/made")).isEqualTo("made\n");
    }

    @Test
    void the_file_that_differs_is_named_with_its_instruction_and_no_name_is_given() {
        site.jong("rmi", "made");
        shop.dockerfile(
                "FROM box", "RUN echo same > /a", "RUN date +%N > /x; cat /proc/uptime >> /x");
        Result result = shop.build("--verify");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.err())
                .contains("Dockerfile:3:")
                .contains("/x (content")
                .contains(">>> RUN date")
                .doesNotContain("identical");
        assertThat(site.jong("image", "inspect", "made").code()).isNotZero();
    }

    @Test
    void a_step_of_another_stage_is_named_where_files_are_taken_from_it() {
        shop.dockerfile(
                "FROM box AS one",
                "RUN cat /proc/sys/kernel/random/uuid > /id",
                "FROM box",
                "COPY --from=one /id /id",
                "RUN cp /id /other");
        Result result = shop.build("--verify");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.err()).contains("Dockerfile:2:").contains("/id (content)");
    }

    @Test
    void what_differs_and_is_in_no_image_does_not_matter() {
        shop.dockerfile(
                "FROM box AS one",
                "RUN cat /proc/sys/kernel/random/uuid > /id; echo same > /same",
                "FROM box",
                "COPY --from=one /same /same");
        Result result = shop.build("--verify");
        assertThat(result.code()).as(result.toString()).isZero();
    }
}
