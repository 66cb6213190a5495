package dev.jong.cli.command.build;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.DnsParser;
import dev.jong.cli.run.HostParser;
import dev.jong.cli.run.ResourcesParser;
import dev.jong.cli.run.SizeParser;
import dev.jong.cli.run.UlimitParser;
import dev.jong.service.build.StepOptions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// What the command line of `build` says of the containers of its steps.
public final class StepArguments {
    private StepArguments() {}

    /// @param allowed entitlements
    public static StepOptions of(ParsedCommand line, Set<String> allowed) {
        return new StepOptions(
                "",
                allowed.contains("network.host") || line.text("network").equals("host"),
                allowed.contains("security.insecure"),
                StepOptions.HOSTNAME,
                line.all("add-host").stream().map(HostParser::added).toList(),
                DnsParser.servers(line.all("dns")),
                DnsParser.domains(line.all("dns-search")),
                DnsParser.options(line.all("dns-option")),
                line.all("ulimit").stream().map(UlimitParser::parse).toList(),
                ResourcesParser.changes(line),
                line.value("shm-size")
                        .map(value -> OptionalLong.of(SizeParser.parse(value)))
                        .orElseGet(OptionalLong::empty),
                List.of(),
                List.of());
    }
}
