package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;

/// An operating system and processor, normalised: `x86_64` is `amd64`, and a variant that goes without
/// saying (`arm64/v8`, `amd64/v1`) is empty while 32-bit `arm` always has one.
public record Platform(String os, String architecture, String variant) {
    public Platform {
        os = os.equals("macos") ? "darwin" : os;
        variant = normalVariant(architecture, variant);
        architecture = normalArchitecture(architecture);
    }

    /// Parses `os/architecture/variant`, `os/architecture`, `architecture` or `architecture/variant`.
    ///
    /// @throws JongException INVALID_ARGUMENT for empty or odd parts
    public static Platform parse(String text) {
        int first = text.indexOf('/');
        int second = first < 0 ? -1 : text.indexOf('/', first + 1);
        for (String part : text.split("/", -1)) {
            if (!isWord(part)) {
                throw bad(text);
            }
        }
        if (first < 0) {
            return isOs(text)
                    ? new Platform(text, host().architecture, "")
                    : new Platform("linux", text, "");
        }
        String head = text.substring(0, first);
        if (second < 0) {
            String tail = text.substring(first + 1);
            return isOs(head) ? new Platform(head, tail, "") : new Platform("linux", head, tail);
        }
        if (text.indexOf('/', second + 1) >= 0) {
            throw bad(text);
        }
        return new Platform(head, text.substring(first + 1, second), text.substring(second + 1));
    }

    /// The platform of a descriptor or image config in JSON.
    static Platform of(Json.Obj json) {
        return new Platform(json.text("os"), json.text("architecture"), json.text("variant"));
    }

    /// What this machine runs without emulation.
    public static Platform host() {
        return new Platform("linux", System.getProperty("os.arch", "amd64"), "");
    }

    /// How well an image for this platform suits the wanted one: 0 not at all, 1 for another variant of the
    /// processor that also runs there, up to 9 for an exact match.
    public int fitness(Platform wanted) {
        if (!os.equals(wanted.os) || !architecture.equals(wanted.architecture)) {
            return 0;
        }
        if (variant.equals(wanted.variant)) {
            return 9;
        }
        int have = variantNumber(variant);
        int want = variantNumber(wanted.variant);
        return have <= want && want - have < 8 ? 8 - (want - have) : 0;
    }

    /// The JSON form of a descriptor's `platform` field.
    public Json.Obj toJson() {
        Json.ObjectBuilder out = Json.object().put("architecture", architecture).put("os", os);
        if (!variant.isEmpty()) {
            out.put("variant", variant);
        }
        return out.build();
    }

    /// `os/architecture` or `os/architecture/variant`.
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Platform that
                && os.equals(that.os)
                && architecture.equals(that.architecture)
                && variant.equals(that.variant);
    }

    @Override
    public int hashCode() {
        return (os.hashCode() * 31 + architecture.hashCode()) * 31 + variant.hashCode();
    }

    private static String normalArchitecture(String name) {
        return switch (name) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "i486", "i586", "i686", "x86" -> "386";
            case "armhf", "armv7l", "armel", "armv6l" -> "arm";
            default -> name;
        };
    }

    private static String normalVariant(String architecture, String variant) {
        return switch (architecture) {
            case "amd64", "x86_64", "x86-64" -> variant.equals("v1") ? "" : variant;
            case "arm64", "aarch64" -> variant.equals("8") || variant.equals("v8") ? "" : variant;
            case "armel", "armv6l" -> "v6";
            case "arm", "armhf", "armv7l" ->
                    variant.isEmpty() ? "v7" : variant.startsWith("v") ? variant : "v" + variant;
            default -> variant;
        };
    }

    private static int variantNumber(String variant) {
        boolean simple =
                variant.length() == 2 && variant.charAt(1) >= '0' && variant.charAt(1) <= '9';
        return variant.isEmpty() ? 1 : simple ? variant.charAt(1) - '0' : 99;
    }

    private static boolean isOs(String word) {
        return switch (word) {
            case "linux", "windows", "darwin", "macos", "freebsd", "wasip1" -> true;
            default -> false;
        };
    }

    private static boolean isWord(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!(c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "_.-".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !part.isEmpty() && part.length() <= 64 && "_.-".indexOf(part.charAt(0)) < 0;
    }

    private static JongException bad(String text) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid platform \"" + Text.printable(text) + "\"")
                .hint("write it like linux/amd64 or linux/arm/v7");
    }
}
