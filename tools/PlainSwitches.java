import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Rewrites a jar so that switches over sealed types need no bootstrap at run time.
///
/// javac compiles such a switch to an invokedynamic whose bootstrap spins a hidden class at its first use: 5 to
/// 10 ms each in a cold JVM, and the AOT cache keeps none of it. Here each becomes a call of a small static method
/// with a chain of instanceof tests, which means the same. Only switches whose labels are classes are touched; the
/// rest of every class stays as javac wrote it. The same input gives the same bytes.
///
///     java tools/PlainSwitches.java IN.jar OUT.jar
final class PlainSwitches {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final MethodTypeDesc TYPE =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

    private final List<List<ClassDesc>> methods = new ArrayList<>();
    private final ClassModel model;

    private PlainSwitches(ClassModel model) {
        this.model = model;
    }

    public static void main(String[] args) throws IOException {
        try (JarFile in = new JarFile(args[0]);
                URLClassLoader classes = new URLClassLoader(new URL[] {Path.of(args[0]).toUri().toURL()});
                OutputStream file = Files.newOutputStream(Path.of(args[1]));
                ZipOutputStream out = new ZipOutputStream(file)) {
            // Frames are made anew, for which the types of the whole jar must be known.
            ClassFile classFile =
                    ClassFile.of(
                            ClassFile.ConstantPoolSharingOption.NEW_POOL,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(classes)
                                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (JarEntry entry : in.stream().toList()) {
                byte[] bytes;
                try (InputStream content = in.getInputStream(entry)) {
                    bytes = content.readAllBytes();
                }
                boolean ours = entry.getName().startsWith("dev/jong/") && entry.getName().endsWith(".class");
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(ours ? rewrite(classFile, bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static byte[] rewrite(ClassFile classFile, byte[] bytes) {
        ClassModel model = classFile.parse(bytes);
        if (model.findAttribute(Attributes.bootstrapMethods()).isEmpty()) {
            return bytes;
        }
        PlainSwitches rewriting = new PlainSwitches(model);
        ClassTransform calls = ClassTransform.transformingMethods(MethodTransform.transformingCode(rewriting.calls()));
        byte[] rewritten = classFile.transformClass(model, calls.andThen(ClassTransform.endHandler(rewriting::addMethods)));
        return rewriting.methods.isEmpty() ? bytes : rewritten;
    }

    private CodeTransform calls() {
        return (code, element) -> {
            List<ClassDesc> labels = element instanceof InvokeDynamicInstruction call ? labels(call) : List.of();
            if (labels.isEmpty()) {
                code.with(element);
                return;
            }
            code.invokestatic(model.thisClass().asSymbol(), name(methods.size()), TYPE, isInterface());
            methods.add(labels);
        };
    }

    /// The classes that a type switch chooses from; empty when the instruction is anything else.
    private static List<ClassDesc> labels(InvokeDynamicInstruction call) {
        boolean typeSwitch = call.bootstrapMethod().owner().equals(BOOTSTRAPS)
                && call.bootstrapMethod().methodName().equals("typeSwitch");
        List<ClassDesc> labels = new ArrayList<>();
        for (ConstantDesc label : call.bootstrapArgs()) {
            if (!typeSwitch || !(label instanceof ClassDesc type)) {
                return List.of();
            }
            labels.add(type);
        }
        return typeSwitch ? labels : List.of();
    }

    private void addMethods(ClassBuilder builder) {
        for (int i = 0; i < methods.size(); i++) {
            List<ClassDesc> labels = methods.get(i);
            int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
            builder.withMethodBody(name(i), TYPE, flags, code -> choose(code, labels));
        }
    }

    /// As the bootstrap's contract has it: -1 for null, else the first label from the start index on that fits, else
    /// the number of labels.
    private static void choose(CodeBuilder code, List<ClassDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).loadConstant(-1).ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private boolean isInterface() {
        return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    }

    private static String name(int index) {
        return "$switch$" + index;
    }
}
