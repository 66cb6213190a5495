package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Map;

/// `--log-opt tag=...` where it is sent along: text with `{{.FIELD}}` in it, of which only plain fields are known.
final class LogTag {
    private static final int SHORT = 12;

    private LogTag() {}

    /// @param name of the container, which its record may not have yet
    /// @throws JongException INVALID_ARGUMENT for what is no known field
    static String of(String template, ContainerRecord record, String name) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open; (open = template.indexOf("{{", at)) >= 0; ) {
            int close = template.indexOf("}}", open);
            String field = close < 0 ? "" : template.substring(open + 2, close).strip();
            String value = close < 0 ? null : facts(record, name).get(field);
            if (value == null) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "cannot make the tag of the log of \""
                                        + Text.printable(template)
                                        + "\": unknown field \""
                                        + Text.printable(field)
                                        + "\"")
                        .hint(
                                "use {{.ID}}, {{.FullID}}, {{.Name}}, {{.ImageName}}, {{.ImageID}} or {{.ImageFullID}}");
            }
            out.append(template, at, open).append(value);
            at = close + 2;
        }
        return out.append(template, at, template.length()).toString();
    }

    private static Map<String, String> facts(ContainerRecord record, String name) {
        String image = record.imageId().substring(record.imageId().indexOf(':') + 1);
        return Map.of(
                ".ID",
                record.shortId(),
                ".FullID",
                record.id(),
                ".Name",
                name,
                ".FullName",
                "/" + name,
                ".ImageName",
                record.image(),
                ".ImageID",
                image.substring(0, Math.min(SHORT, image.length())),
                ".ImageFullID",
                record.imageId(),
                ".DaemonName",
                "jong");
    }
}
