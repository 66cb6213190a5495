package dev.jong.it.build;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Run;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A site where Dockerfiles are built, by jong and, where it is asked to, by buildah in a store beside it.
final class BuildSite implements AutoCloseable {
    private final Site site;
    private final Map<String, String> base;

    private BuildSite(Site site) {
        this.site = site;
        this.base = jongsPicture("box");
    }

    /// A site with the image `box`.
    static BuildSite open() {
        Site site = Site.open(Account.root());
        return new BuildSite(site);
    }

    /// The same, and buildah has the image as well.
    static BuildSite openWithBuildah() {
        BuildSite build = open();
        Path archive = build.site.folder().resolve("box.tar");
        build.site.succeeds("save", "-o", archive.toString(), "box");
        build.buildah("pull", "-q", "docker-archive:" + archive);
        return build;
    }

    /// What the image `box` is.
    Map<String, String> base() {
        return base;
    }

    /// Builds a case with jong.
    Map<String, String> jong(DockerfileCase built) {
        Path context = site.work().resolve("jong/" + built + "/context");
        built.prepare(context);
        if (built.hasBefore()) {
            built.prepareBefore(context);
            jongBuilds(context, "before", List.of());
            built.prepareAfter(context);
        }
        jongBuilds(context, "built", built.args());
        return jongsPicture("built");
    }

    /// Builds it with buildah.
    Map<String, String> buildah(DockerfileCase built) {
        Path context = site.work().resolve("buildah/" + built + "/context");
        built.prepare(context);
        if (built.hasBefore()) {
            built.prepareBefore(context);
            buildahBuilds(context, "before", List.of());
            built.prepareAfter(context);
        }
        buildahBuilds(context, "built", built.args());
        Json.Obj inspected = printed("inspect", "--type", "image", "built").object("Docker");
        String container = buildah("from", "--pull-never", "built").line();
        String files = buildah("mount", container).line();
        byte[] tar = result(List.of("tar", "-C", files, "--numeric-owner", "-cf", "-", ".")).out();
        buildah("rm", container);
        String platform = inspected.text("os") + "/" + inspected.text("architecture");
        return Picture.of(inspected.object("config"), platform, tar);
    }

    private void jongBuilds(Path context, String name, List<String> args) {
        List<String> words = new ArrayList<>(List.of(site.program(), "build", "-t", name));
        words.addAll(args);
        words.add(".");
        result(words, context);
    }

    private Map<String, String> jongsPicture(String name) {
        byte[] inspected = site.succeeds("image", "inspect", name).out();
        Json.Obj image = (Json.Obj) ((Json.Arr) JsonParser.parse(inspected)).items().getFirst();
        String container = site.succeeds("create", name, "x").line();
        byte[] tar = site.succeeds("export", container).out();
        site.succeeds("rm", container);
        String platform = image.text("Os") + "/" + image.text("Architecture");
        return Picture.of(image.object("Config"), platform, tar);
    }

    private void buildahBuilds(Path context, String name, List<String> args) {
        List<String> words = buildahWords();
        words.addAll(List.of("bud", "--isolation", "chroot", "--layers=false", "--pull-never"));
        words.addAll(List.of("--format", "docker", "-t", name));
        words.addAll(args);
        words.add(".");
        result(words, context);
    }

    private Json.Obj printed(String... command) {
        return JsonParser.parseObject(buildah(command).out());
    }

    private Result buildah(String... command) {
        List<String> words = buildahWords();
        words.addAll(List.of(command));
        return result(words);
    }

    private List<String> buildahWords() {
        String folder = site.folder().toString();
        return new ArrayList<>(
                List.of(
                        "buildah",
                        "--storage-driver",
                        "vfs",
                        "--root",
                        folder + "/buildah",
                        "--runroot",
                        folder + "/buildah-run"));
    }

    private Result result(List<String> words) {
        return result(words, site.work());
    }

    private Result result(List<String> words, Path directory) {
        try {
            Result result =
                    Run.of(words, directory)
                            .with("HOME", site.folder().toString())
                            .with("JONG_ROOT", site.store().toString())
                            .with("JONG_RUN", site.folder().resolve("run").toString())
                            .finish();
            if (result.code() != 0) {
                throw new AssertionError(words + ": " + result);
            }
            return result;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Shell.run("rm", "-rf", site.folder().resolve("buildah").toString());
        site.close();
    }
}
