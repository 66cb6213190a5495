package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns the JSON of a profile into a [Profile].
final class ProfileReader {
    /// Bits of seccomp(2): TSYNC 1, LOG 2, SPEC_ALLOW 4. Listener flags belong to user notification.
    private static final List<String> FLAGS =
            List.of(
                    "SECCOMP_FILTER_FLAG_TSYNC",
                    "SECCOMP_FILTER_FLAG_LOG",
                    "SECCOMP_FILTER_FLAG_SPEC_ALLOW");

    /// A list of comparisons takes two instructions at least, so more can't fit. Keeps the work of compiling, up to
    /// this number for every call, within bounds.
    private static final int MAX_ALTERNATIVES = Assembler.MAX_INSTRUCTIONS / 2;

    private ProfileReader() {}

    static Profile read(Json.Obj json) {
        if (json.get("listenerPath").isPresent()) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED, "cannot use a seccomp profile with a listenerPath");
        }
        List<Rule> rules = new ArrayList<>();
        int alternatives = 0;
        for (Json.Obj object : json.objects("syscalls")) {
            Rule rule = RuleReader.read(object);
            rules.add(rule);
            alternatives += rule.alternatives().size();
            if (alternatives > MAX_ALTERNATIVES) {
                throw Profile.invalid(
                        "it has more than " + MAX_ALTERNATIVES + " lists of comparisons");
            }
        }
        return new Profile(defaultAction(json), architectures(json), rules, flags(json));
    }

    private static Action defaultAction(Json.Obj json) {
        Optional<String> name = json.string("defaultAction");
        if (name.isEmpty()) {
            throw Profile.invalid("it has no defaultAction");
        }
        return Action.parse(name.get(), RuleReader.errno(json, "defaultErrnoRet", "defaultErrno"));
    }

    private static Set<Architecture> architectures(Json.Obj json) {
        List<String> names = json.strings("architectures");
        List<Json.Obj> map = json.objects("archMap");
        if (!names.isEmpty() && !map.isEmpty()) {
            throw Profile.invalid("it has both architectures and archMap");
        }
        Set<Architecture> found = EnumSet.of(Architecture.X86_64, Architecture.AARCH64);
        addAll(found, names);
        for (Json.Obj family : map) {
            addSiblings(found, family);
        }
        return found;
    }

    /// Names of architectures that Jong does not run on, x32 among them, are passed over: their calls are refused.
    private static void addAll(Set<Architecture> found, List<String> names) {
        for (String name : names) {
            Architecture.ofProfile(name).ifPresent(found::add);
        }
    }

    private static void addSiblings(Set<Architecture> found, Json.Obj family) {
        Optional<Architecture> parent = Architecture.ofProfile(family.text("architecture"));
        Optional<Architecture> sibling =
                parent.isEmpty() ? Optional.empty() : parent.get().sibling();
        if (sibling.isPresent()
                && family.strings("subArchitectures").contains(sibling.get().profileName())) {
            found.add(sibling.get());
        }
    }

    private static int flags(Json.Obj json) {
        int bits = 0;
        for (String flag : json.strings("flags")) {
            int index = FLAGS.indexOf(flag);
            if (index < 0) {
                throw Profile.invalid("unknown flag \"" + Text.printable(flag) + "\"");
            }
            bits |= 1 << index;
        }
        return bits;
    }
}
