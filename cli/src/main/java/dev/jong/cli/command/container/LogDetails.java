package dev.jong.cli.command.container;

import dev.jong.base.json.Json;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.template.GoTemplate;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.LogOptions;
import java.util.Map;
import java.util.TreeMap;

/// What `jong logs --details` puts before each line: the labels, variables and tag that `--log-opt` names, as
/// `a=1,b=2`, both sides escaped as in a URL.
final class LogDetails {
    private static final String PLAIN = "-_.~";

    private LogDetails() {}

    static String of(ContainerRecord record) {
        Map<String, String> asked =
                LogOptions.of(record.settings()).map(LogOptions::options).orElse(Map.of());
        Map<String, String> details = new TreeMap<>();
        for (String label : asked.getOrDefault("labels", "").split(",")) {
            if (record.labels().containsKey(label)) {
                details.put(label, record.labels().get(label));
            }
        }
        String names = "," + asked.getOrDefault("env", "") + ",";
        if (names.length() > 2) {
            for (Spec.Variable variable : ReadSpec.read(record.spec()).process().environment()) {
                if (names.contains("," + variable.name() + ",")) {
                    details.put(variable.name(), variable.value());
                }
            }
        }
        String tag = asked.getOrDefault("tag", "");
        if (!tag.isEmpty()) {
            details.put("tag", GoTemplate.parse(tag).render(facts(record)));
        }
        StringBuilder out = new StringBuilder();
        details.forEach((name, value) -> {
            out.append(out.isEmpty() ? "" : ",");
            escape(name, out);
            out.append('=');
            escape(value, out);
        });
        return out.append(' ').toString();
    }

    private static Json facts(ContainerRecord record) {
        return Json.object()
                .put("ID", record.shortId())
                .put("FullID", record.id())
                .put("Name", record.name())
                .put("FullName", "/" + record.name())
                .put("ImageID", Ids.shortened(record.imageId()))
                .put("ImageFullID", record.imageId())
                .put("ImageName", record.image())
                .put("Command", String.join(" ", record.command()))
                .put("DaemonName", "jong")
                .build();
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (letter || PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else if (c == ' ') {
                out.append('+');
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c));
            }
        }
    }

    private static char hex(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 15);
    }
}
