package dev.jong.it.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/// Ways to say which calls are meant.
final class Calls {
    private Calls() {}

    /// Any use of a method, constructor (`<init>`) or field with one of these names, on this class or one below it.
    static Predicate<JavaAccess<?>> to(Class<?> owner, String... names) {
        Set<String> wanted = Set.of(names);
        return access -> wanted.contains(access.getName()) && isA(access.getTargetOwner(), owner);
    }

    /// The overload with exactly these parameters.
    static Predicate<JavaAccess<?>> exactly(Class<?> owner, String name, Class<?>... parameters) {
        return to(owner, name)
                .and(access ->
                        access.getTarget() instanceof CodeUnitAccessTarget target
                                && target.getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toList()
                                        .equals(
                                                Arrays.stream(parameters)
                                                        .map(Class::getName)
                                                        .toList()));
    }

    /// Anything of a package or of those below it, or of the class with that name.
    static Predicate<JavaAccess<?>> into(String... names) {
        return access -> {
            String owner = access.getTargetOwner().getName();
            for (String name : names) {
                if (owner.equals(name)
                        || owner.startsWith(name + ".")
                        || owner.startsWith(name + "$")) {
                    return true;
                }
            }
            return false;
        };
    }

    /// Whether a method or constructor uses this constant.
    static boolean mentions(JavaCodeUnit unit, Enum<?> constant) {
        return unit.getFieldAccesses().stream()
                .map(JavaAccess::getTarget)
                .anyMatch(field ->
                        field.getName().equals(constant.name())
                                && field.getOwner()
                                        .getName()
                                        .equals(constant.getDeclaringClass().getName()));
    }

    private static boolean isA(JavaClass type, Class<?> wanted) {
        return type.isAssignableTo(wanted.getName());
    }
}
