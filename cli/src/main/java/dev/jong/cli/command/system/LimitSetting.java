package dev.jong.cli.command.system;

import dev.jong.cli.option.GlobalOptions;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.run.SizeParser;
import dev.jong.service.container.Caller;
import java.util.Optional;

/// How large a store may become: `--store-limit`, else [SizeSetting#STORE]. 0 or nothing is no limit.
final class LimitSetting {
    private LimitSetting() {}

    static Optional<Long> of(GlobalOptions global, Caller caller) {
        return global.storeLimit()
                .map(text -> SizeParser.parse(OptionValue.of("store-limit", text)))
                .or(() -> SizeSetting.STORE.bytes(caller))
                .filter(bytes -> bytes > 0);
    }
}
