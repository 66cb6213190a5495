package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A seccomp profile: what to do with which system call. The JSON format is the one that container engines share;
/// the runtime-spec's `linux.seccomp` object is the same without conditions. `docs/seccomp.md` tells how rules are
/// combined.
///
/// @param defaultAction for every call that no rule matches, numbers without a name among them
/// @param architectures whose calls are taken; a call of another one ends the process
/// @param flags SECCOMP_FILTER_FLAG bits for seccomp(2)
public record Profile(
        Action defaultAction, Set<Architecture> architectures, List<Rule> rules, int flags) {
    public Profile {
        Set<Architecture> copy = EnumSet.noneOf(Architecture.class);
        copy.addAll(architectures);
        architectures = Collections.unmodifiableSet(copy);
        rules = List.copyOf(rules);
    }

    /// Parses the bytes of a profile; the caller limits their number.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is not JSON or not a profile
    public static Profile parse(byte[] json) {
        return of(JsonParser.parseObject(json));
    }

    /// Reads a profile out of a larger document, such as `linux.seccomp` of a runtime configuration.
    ///
    /// @throws JongException INVALID_ARGUMENT naming what is wrong; UNSUPPORTED for user notification
    public static Profile of(Json.Obj json) {
        return ProfileReader.read(json);
    }

    static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "invalid seccomp profile: " + why);
    }
}
