package dev.jong.it.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A kind of call that few classes may make.
///
/// @param what the rule in words, for the message
/// @param rooms where it holds; empty for everywhere
/// @param call whether an access is such a call
/// @param allowed classes that may, each with the reason
record BannedCall(
        String what,
        Set<String> rooms,
        Predicate<JavaAccess<?>> call,
        Map<String, String> allowed) {

    BannedCall {
        rooms = Set.copyOf(rooms);
        allowed = Map.copyOf(allowed);
    }

    /// A rule for all rooms, without exceptions.
    static BannedCall everywhere(String what, Predicate<JavaAccess<?>> call) {
        return new BannedCall(what, Set.of(), call, Map.of());
    }

    /// The same rule for some rooms.
    BannedCall in(String... names) {
        return new BannedCall(what, Set.of(names), call, allowed);
    }

    /// The same rule with one more class that may, and why.
    BannedCall except(String type, String reason) {
        Map<String, String> more = new TreeMap<>(allowed);
        more.put(type, reason);
        return new BannedCall(what, rooms, call, more);
    }

    /// Who makes such calls, as `class: method, line`, without those who may.
    Set<String> brokenIn(Iterable<JavaClass> code) {
        Set<String> wrong = new TreeSet<>();
        callers(code)
                .forEach((type, places) -> {
                    if (!allowed.containsKey(type)) {
                        wrong.addAll(places);
                    }
                });
        return wrong;
    }

    /// Exceptions that nobody needs any more.
    Set<String> idleExceptionsIn(Iterable<JavaClass> code) {
        Set<String> idle = new TreeSet<>(allowed.keySet());
        idle.removeAll(callers(code).keySet());
        return idle;
    }

    private Map<String, Set<String>> callers(Iterable<JavaClass> code) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : code) {
            if (!rooms.isEmpty() && !rooms.contains(Code.room(type))) {
                continue;
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (call.test(access)) {
                    String caller = Code.outermost(type);
                    String place =
                            caller
                                    + ":"
                                    + access.getLineNumber()
                                    + " "
                                    + access.getTarget().getFullName();
                    found.computeIfAbsent(caller, c -> new TreeSet<>()).add(place);
                }
            }
        }
        return found;
    }
}
