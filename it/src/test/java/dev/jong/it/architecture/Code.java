package dev.jong.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The compiled classes that the rules look at.
final class Code {
    private static final String ROOT = "dev.jong.";

    private Code() {}

    /// All classes of all rooms, without tests and what only they use.
    static JavaClasses ofAllRooms() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("testkit"))
                .importPackages("dev.jong");
    }

    /// The room of a class, the first package below `dev.jong`; empty for classes of others.
    static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        int end = name.indexOf('.', ROOT.length());
        return end < 0 ? name.substring(ROOT.length()) : name.substring(ROOT.length(), end);
    }

    /// The name of the source file's class: `a.B` for `a.B$C`.
    static String outermost(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        int end = name.indexOf('$');
        return end < 0 ? name : name.substring(0, end);
    }
}
