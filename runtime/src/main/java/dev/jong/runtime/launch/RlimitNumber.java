package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// Numbers of getrlimit(2)'s resources, the same on x86-64 and aarch64.
final class RlimitNumber {
    private RlimitNumber() {}

    static int of(String name) {
        return switch (name) {
            case "cpu" -> 0;
            case "fsize" -> 1;
            case "data" -> 2;
            case "stack" -> 3;
            case "core" -> 4;
            case "rss" -> 5;
            case "nproc" -> 6;
            case "nofile" -> 7;
            case "memlock" -> 8;
            case "as" -> 9;
            case "locks" -> 10;
            case "sigpending" -> 11;
            case "msgqueue" -> 12;
            case "nice" -> 13;
            case "rtprio" -> 14;
            case "rttime" -> 15;
            default ->
                    throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "no resource limit is called " + name);
        };
    }
}
