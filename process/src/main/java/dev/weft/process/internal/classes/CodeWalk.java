package dev.weft.process.internal.classes;

import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Code;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Follows interactive code through the classes of a REPL, and collects what has to be the same where it runs: the class files,
 * and the static variables that it reads.
 *
 * <p>JShell puts each snippet into a class of its own: a variable is a static field there, a method a static method, next to a
 * method that runs the snippet. So these are followed method by method; the classes that the user has declared lie inside, and
 * of those all methods are followed, since an object of them may be asked anything. One thread.
 */
final class CodeWalk {
    private static final String PACKAGE = "REPL/";

    private final ClassLoader loader;
    private final Queue<Code> open = new ArrayDeque<>();
    private final Set<Code> seen = new HashSet<>();
    private final Map<String, ClassModel> models = new HashMap<>();
    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final Set<Field> variables = new LinkedHashSet<>();

    CodeWalk(ClassLoader loader) {
        this.loader = loader;
    }

    /** Tells whether the class of this name, written with slashes, was typed into a REPL. */
    static boolean isInteractive(String name) {
        return name.startsWith(PACKAGE);
    }

    /** Follows {@code code}, and all that it may run. */
    void run(Collection<Code> code) throws UnsendableException {
        code.forEach(this::add);
        while (!open.isEmpty()) {
            follow(open.remove());
        }
    }

    /** Returns the class files of the interactive code, by the names of the classes. */
    Map<String, byte[]> classFiles() {
        return classFiles;
    }

    /** Returns the static variables that the code reads, except those that never change. */
    Collection<Field> variables() {
        return variables;
    }

    private void add(Code code) {
        if (isInteractive(code.owner()) && seen.add(code)) {
            open.add(code);
        }
    }

    private void follow(Code code) throws UnsendableException {
        ClassModel model = model(code.owner());
        List<MethodModel> methods = methods(model, code);
        for (MethodModel method : methods) {
            method.code().ifPresent(body -> body.forEach(this::follow));
        }
        if (code.isWholeClass() || methods.isEmpty()) {
            model.superclass().ifPresent(parent -> add(inherited(code, parent)));
            model.interfaces().forEach(parent -> add(inherited(code, parent)));
        }
    }

    private static List<MethodModel> methods(ClassModel model, Code code) {
        if (code.isWholeClass()) {
            boolean snippet = model.findAttribute(Attributes.nestHost()).isEmpty();
            return snippet ? List.of() : model.methods();
        }
        return model.methods().stream()
                .filter(method -> method.methodName().equalsString(code.method())
                        && method.methodType().equalsString(code.descriptor()))
                .toList();
    }

    private Code inherited(Code code, ClassEntry parent) {
        return new Code(loader, parent.asInternalName(), code.method(), code.descriptor());
    }

    private ClassModel model(String owner) throws UnsendableException {
        ClassModel known = models.get(owner);
        if (known == null) {
            String name = owner.replace('/', '.');
            try {
                byte[] bytes = ClassFiles.read(loader, name);
                known = ClassFile.of().parse(bytes);
                classFiles.put(name, bytes);
            } catch (IOException e) {
                throw new UnsendableException(String.valueOf(e.getMessage()), e);
            }
            models.put(owner, known);
        }
        return known;
    }

    private void follow(CodeElement element) {
        switch (element) {
            case FieldInstruction access -> {
                mention(access.owner().asInternalName());
                if (access.opcode() == Opcode.GETSTATIC) {
                    addVariable(access.owner().asInternalName(), access.name().stringValue());
                }
            }
            case InvokeInstruction call ->
                addMethod(
                        call.owner().asInternalName(),
                        call.name().stringValue(),
                        call.type().stringValue());
            case InvokeDynamicInstruction call -> call.bootstrapArgs().forEach(this::follow);
            case NewObjectInstruction made -> mention(made.className().asInternalName());
            case NewReferenceArrayInstruction made ->
                mention(made.componentType().asInternalName());
            case TypeCheckInstruction check -> mention(check.type().asInternalName());
            case ConstantInstruction.LoadConstantInstruction constant -> follow(constant.constantValue());
            default -> {
                // Runs no other code.
            }
        }
    }

    private void follow(ConstantDesc constant) {
        switch (constant) {
            case DirectMethodHandleDesc method -> {
                String owner = internalName(method.owner());
                addMethod(owner, method.methodName(), method.lookupDescriptor());
            }
            case ClassDesc type when type.isClassOrInterface() -> mention(internalName(type));
            default -> {
                // No code.
            }
        }
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private void addMethod(String owner, String name, String descriptor) {
        mention(owner);
        add(new Code(loader, owner, name, descriptor));
    }

    private void mention(String owner) {
        add(Code.of(loader, owner));
    }

    private void addVariable(String owner, String name) {
        if (!isInteractive(owner)) {
            return;
        }
        try {
            for (Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
                    type != null;
                    type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(name) && Modifier.isStatic(field.getModifiers())) {
                        if (!Modifier.isFinal(field.getModifiers())) {
                            variables.add(field);
                        }
                        return;
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            // Then the code cannot run anywhere, and says so where it does.
        }
    }
}
