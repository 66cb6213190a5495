package dev.jong.service.build.lock;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a build takes from elsewhere. The same entries are the same bytes, whatever order they were found in.
///
/// @param images digests of manifests, by [#image]
/// @param urls digests of files, by [#url]
/// @param repositories commits, by [#url]
public record Lock(
        SortedMap<String, Digest> images,
        SortedMap<String, Digest> urls,
        SortedMap<String, String> repositories) {
    private static final long VERSION = 1;

    public Lock {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        urls = Collections.unmodifiableSortedMap(new TreeMap<>(urls));
        repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    }

    /// What an image is found by: its name as the Dockerfile says it, and its platform. Names have no spaces.
    static String image(String reference, Platform platform) {
        return reference + " " + platform;
    }

    /// What a URL is found by: the URL without user and password, which are nobody else's business.
    static String url(String url) {
        int scheme = url.indexOf("://");
        int slash = url.indexOf('/', scheme + 3);
        int at = url.lastIndexOf('@', slash < 0 ? url.length() : slash);
        return scheme > 0 && at > scheme
                ? url.substring(0, scheme + 3) + url.substring(at + 1)
                : url;
    }

    /// Reads one.
    ///
    /// @throws JongException INVALID_ARGUMENT for what is none
    static Lock parse(byte[] bytes) {
        Json.Obj all = JsonParser.parseObject(bytes);
        long version = all.number("version").orElse(0L);
        if (version != VERSION) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED, "it has version " + version + ", not " + VERSION);
        }
        SortedMap<String, Digest> images = new TreeMap<>();
        for (Json.Obj one : all.objects("images")) {
            Platform platform = Platform.parse(one.text("platform"));
            images.put(image(one.text("name"), platform), Digest.parse(one.text("digest")));
        }
        SortedMap<String, Digest> urls = new TreeMap<>();
        for (Json.Obj one : all.objects("urls")) {
            urls.put(one.text("url"), Digest.parse(one.text("digest")));
        }
        SortedMap<String, String> repositories = new TreeMap<>();
        for (Json.Obj one : all.objects("repositories")) {
            repositories.put(one.text("url"), commit(one.text("commit")));
        }
        return new Lock(images, urls, repositories);
    }

    private static String commit(String text) {
        boolean hex = text.length() == 40 || text.length() == 64;
        for (int i = 0; i < text.length() && hex; i++) {
            char c = text.charAt(i);
            hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        if (!hex) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "\"" + Text.printable(text) + "\" is no commit");
        }
        return text;
    }

    /// The bytes of its file.
    byte[] bytes() {
        List<Json> named = new ArrayList<>();
        for (Map.Entry<String, Digest> each : images.entrySet()) {
            int space = each.getKey().lastIndexOf(' ');
            named.add(
                    Json.object()
                            .put("name", each.getKey().substring(0, space))
                            .put("platform", each.getKey().substring(space + 1))
                            .put("digest", each.getValue().toString())
                            .build());
        }
        List<Json> fetched = new ArrayList<>();
        urls.forEach((url, digest) -> fetched.add(entry(url, "digest", digest.toString())));
        List<Json> checkedOut = new ArrayList<>();
        repositories.forEach((url, commit) -> checkedOut.add(entry(url, "commit", commit)));
        Json.Obj all =
                Json.object()
                        .put("version", VERSION)
                        .put("images", new Json.Arr(named))
                        .put("urls", new Json.Arr(fetched))
                        .put("repositories", new Json.Arr(checkedOut))
                        .build();
        return Text.bytes(JsonPrinter.pretty(all).stripTrailing() + "\n");
    }

    private static Json entry(String url, String name, String value) {
        return Json.object().put("url", url).put(name, value).build();
    }
}
