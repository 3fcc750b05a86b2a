package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.invoke.SerializedLambda;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a place in the program that makes lambdas, all alike but for what they capture.
 *
 * <p>Any thread may call any method.
 *
 * @see SerializedLambda
 */
final class CallSite implements Definition {
    private final int loader;
    private final String capturingClass;
    private final String interfaceClass;
    private final String interfaceMethod;
    private final String interfaceSignature;
    private final int implKind;
    private final String implClass;
    private final String implMethod;
    private final String implSignature;
    private final String instantiatedType;
    private final int captured;
    // Weak, because a pool may live longer than a loader of the program. Set when first needed: that may ask another
    // JVM.
    private volatile WeakReference<@Nullable Class<?>> type = new WeakReference<>(null);

    private CallSite(Input in) throws IOException {
        loader = in.readCount();
        capturingClass = in.readText();
        interfaceClass = in.readText();
        interfaceMethod = in.readText();
        interfaceSignature = in.readText();
        implKind = in.readByte();
        implClass = in.readText();
        implMethod = in.readText();
        implSignature = in.readText();
        instantiatedType = in.readText();
        captured = in.readByte();
    }

    /** Writes the definition of the place where {@code lambda} was made. */
    static void write(SerializedLambda lambda, int loader, Output out) {
        Kind.CALL_SITE.write(out);
        out.writeSize(loader);
        out.writeText(lambda.getCapturingClass());
        out.writeText(lambda.getFunctionalInterfaceClass());
        out.writeText(lambda.getFunctionalInterfaceMethodName());
        out.writeText(lambda.getFunctionalInterfaceMethodSignature());
        out.write(lambda.getImplMethodKind());
        out.writeText(lambda.getImplClass());
        out.writeText(lambda.getImplMethodName());
        out.writeText(lambda.getImplMethodSignature());
        out.writeText(lambda.getInstantiatedMethodType());
        // A method has at most 255 parameters.
        out.write(lambda.getCapturedArgCount());
    }

    static CallSite read(Input in) throws IOException {
        return new CallSite(in);
    }

    /** Returns how many values a lambda of this place has captured. */
    int captured() {
        return captured;
    }

    /** Returns the class that the lambda is written in. */
    Class<?> type(Loaders loaders) throws ClassNotFoundException {
        Class<?> known = type.get();
        if (known == null) {
            known = loaders.find(loader, capturingClass.replace('/', '.'));
            type = new WeakReference<>(known);
        }
        return known;
    }

    /** Returns a lambda of this place. */
    Object make(Class<?> capturing, @Nullable Object[] arguments) throws IOException {
        var description = new SerializedLambda(
                capturing,
                interfaceClass,
                interfaceMethod,
                interfaceSignature,
                implKind,
                implClass,
                implMethod,
                implSignature,
                instantiatedType,
                arguments);
        try {
            return Lambdas.make(description, capturing);
        } catch (ReflectiveOperationException e) {
            var refused = new InvalidObjectException(
                    "%s here has no lambda %s that captures these values; was it compiled anew, or is it another version?"
                            .formatted(capturing, implMethod));
            refused.initCause(e);
            throw refused;
        }
    }
}
