package dev.jong.cli.run;

import dev.jong.service.container.RunOptions.Mount;
import dev.jong.service.container.RunOptions.Mount.Bind;
import dev.jong.service.container.RunOptions.Mount.Image;
import dev.jong.service.container.RunOptions.Mount.Tmpfs;
import dev.jong.service.container.RunOptions.Mount.Volume;
import java.util.List;
import java.util.Map;

/// Writes mounts as the options that ask for them. What is printed gives the same mount again, but for its
/// origin.
public final class MountPrinter {
    private MountPrinter() {}

    /// The name of the option that takes what [#value] writes: `mount` or `tmpfs`.
    public static String option(Mount mount) {
        return mount instanceof Tmpfs tmpfs && !isPlain(tmpfs) ? "tmpfs" : "mount";
    }

    /// The value of the option.
    public static String value(Mount mount) {
        return switch (mount) {
            case Bind bind -> bind(bind);
            case Volume volume -> volume(volume);
            case Image image ->
                    "type=image,"
                            + CsvFields.quote("source=" + image.image())
                            + ","
                            + CsvFields.quote("target=" + image.target())
                            + (image.subpath().isEmpty()
                                    ? ""
                                    : "," + CsvFields.quote("image-subpath=" + image.subpath()));
            case Tmpfs tmpfs -> isPlain(tmpfs) ? plain(tmpfs) : full(tmpfs);
        };
    }

    private static String bind(Bind bind) {
        return "type=bind,"
                + CsvFields.quote("source=" + bind.source())
                + ","
                + CsvFields.quote("target=" + bind.target())
                + (bind.readOnly() ? ",readonly" : "")
                + (bind.createSource() ? ",bind-create-src" : "")
                + (bind.recursive() ? "" : ",bind-recursive=disabled")
                + ",bind-propagation="
                + bind.propagation()
                + switch (bind.owners()) {
                    case KEPT -> "";
                    case GIVEN -> ",U=true";
                    case MAPPED -> ",idmap";
                };
    }

    private static String volume(Volume volume) {
        return "type=volume,"
                + (volume.name().isEmpty() ? "" : "source=" + volume.name().get() + ",")
                + CsvFields.quote("target=" + volume.target())
                + (volume.readOnly() ? ",readonly" : "")
                + (volume.noCopy() ? ",volume-nocopy" : "")
                + (volume.subpath().isEmpty()
                        ? ""
                        : "," + CsvFields.quote("volume-subpath=" + volume.subpath()))
                + pairs("volume-label", volume.labels())
                + pairs("volume-opt", volume.options());
    }

    private static String pairs(String name, Map<String, String> pairs) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            out.append(',')
                    .append(CsvFields.quote(name + "=" + pair.getKey() + "=" + pair.getValue()));
        }
        return out.toString();
    }

    private static boolean isPlain(Tmpfs tmpfs) {
        return tmpfs.options().isEmpty() || tmpfs.options().equals(List.of("ro"));
    }

    private static String plain(Tmpfs tmpfs) {
        return "type=tmpfs,"
                + CsvFields.quote("target=" + tmpfs.target())
                + (tmpfs.size().isEmpty() ? "" : ",tmpfs-size=" + tmpfs.size().getAsLong())
                + (tmpfs.mode().isEmpty()
                        ? ""
                        : ",tmpfs-mode=" + Integer.toOctalString(tmpfs.mode().getAsInt()))
                + (tmpfs.options().isEmpty() ? "" : ",readonly");
    }

    private static String full(Tmpfs tmpfs) {
        StringBuilder out = new StringBuilder(tmpfs.target());
        char separator = ':';
        if (tmpfs.size().isPresent()) {
            out.append(separator).append("size=").append(tmpfs.size().getAsLong());
            separator = ',';
        }
        if (tmpfs.mode().isPresent()) {
            out.append(separator)
                    .append("mode=")
                    .append(Integer.toOctalString(tmpfs.mode().getAsInt()));
            separator = ',';
        }
        for (String option : tmpfs.options()) {
            out.append(separator).append(option);
            separator = ',';
        }
        return out.toString();
    }
}
