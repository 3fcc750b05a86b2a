package dev.weft.loop.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces the calls by which virtual threads and {@code java.util.concurrent} look at the time by calls of {@link JdkClock}. */
// All is public: once the jar is on the boot class path, this class has another loader than the agent.
public final class ClockCalls implements ClassFileTransformer {
    private static final String SYSTEM = "java/lang/System";
    private static final Set<String> TIMES = Set.of("nanoTime", "currentTimeMillis");
    private static final ClassDesc CLOCK = ClassDesc.of("dev.weft.loop.agent.JdkClock");

    /** Makes the transformer. */
    public ClockCalls() {}

    /** Tells whether a class, in the form {@code java/lang/Thread}, is one whose waits are to pass virtual time. */
    public static boolean concerns(String className) {
        return className.equals("java/lang/VirtualThread") || className.startsWith("java/util/concurrent/");
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return loader == null && className != null && concerns(className) ? replace(bytes) : null;
    }

    private static byte[] replace(byte[] bytes) {
        var file = ClassFile.of();
        return file.transformClass(
                file.parse(bytes), ClassTransform.transformingMethodBodies(ClockCalls::looksAtTime, (code, element) -> {
                    if (isClockCall(element) && element instanceof InvokeInstruction call) {
                        code.invokestatic(CLOCK, call.name().stringValue(), call.typeSymbol());
                    } else {
                        code.with(element);
                    }
                }));
    }

    private static boolean looksAtTime(MethodModel method) {
        return method.code()
                .map(code -> code.elementStream().anyMatch(ClockCalls::isClockCall))
                .orElse(false);
    }

    private static boolean isClockCall(CodeElement element) {
        return element instanceof InvokeInstruction call
                && call.opcode() == Opcode.INVOKESTATIC
                && call.owner().asInternalName().equals(SYSTEM)
                && TIMES.contains(call.name().stringValue());
    }
}
