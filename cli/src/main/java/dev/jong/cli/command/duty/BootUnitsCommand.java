package dev.jong.cli.command.duty;

import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.duty.BootUnit;
import java.nio.file.Path;
import java.util.Optional;

/// `jong system boot-units`: prints or writes the unit that starts containers with the host. Nothing is enabled: what is
/// to be typed for that is printed.
public final class BootUnitsCommand implements Command {
    private final Path store;

    /// @param store its containers are meant
    public BootUnitsCommand(Path store) {
        this.store = store;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Caller caller = front.caller();
        boolean system = caller.uid() == 0;
        String place = Text.of(store);
        BootUnit unit = new BootUnit(caller.program(), place, system);
        Optional<OptionValue> directory = line.value("directory");
        if (directory.isEmpty() && !line.flag("write")) {
            front.out(unit.text());
            return 0;
        }
        String into =
                directory.isPresent()
                        ? caller.absolute(directory.get().text())
                        : system ? "/etc/systemd/system" : ofUser(caller);
        String name = BootUnit.name(place);
        front.out(Text.of(unit.write(Text.path(into), name)) + "\n");
        String control = system ? "systemctl" : "systemctl --user";
        front.err(
                "to have containers started with the host: "
                        + control
                        + " daemon-reload && "
                        + control
                        + " enable '"
                        + name
                        + "'"
                        + (system ? "" : " && loginctl enable-linger")
                        + "\n");
        return 0;
    }

    private static String ofUser(Caller caller) {
        String config =
                caller.variable("XDG_CONFIG_HOME")
                        .filter(path -> path.startsWith("/"))
                        .orElse(caller.variable("HOME").orElse("/") + "/.config");
        return config + "/systemd/user";
    }
}
