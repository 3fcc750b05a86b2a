package dev.weft.process.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a class as its receiver has it: who loads it, and which fields the sender's version writes.
 *
 * <p>Any thread may call any method.
 */
final class ClassDescriptor implements Definition {
    private final int loader;
    private final String name;
    private final ObjectStreamClass descriptor;
    // Weak, because a pool may live longer than a loader of the program. Set when first needed: that may ask another
    // JVM.
    private volatile WeakReference<@Nullable Class<?>> type = new WeakReference<>(null);

    private ClassDescriptor(int loader, String name, ObjectStreamClass descriptor) {
        this.loader = loader;
        this.name = name;
        this.descriptor = descriptor;
    }

    /** Writes the definition of {@code type}. */
    static void write(Class<?> type, int loader, Output out) throws IOException {
        Kind.CLASS.write(out);
        out.writeSize(loader);
        out.writeText(type.getName());
        // Always the same form, so that the reader can take it apart again: the JDK offers no other way to the flags.
        try (var descriptor = new ObjectOutputStream(out)) {
            descriptor.writeObject(ObjectStreamClass.lookupAny(type));
        }
    }

    static ClassDescriptor read(Input in) throws IOException {
        int loader = in.readCount();
        String name = in.readText();
        try (var descriptor = new DescriptorReader(in.readBytes((int) in.remaining()))) {
            return new ClassDescriptor(loader, name, descriptor.readDescriptor());
        }
    }

    ObjectStreamClass descriptor() {
        return descriptor;
    }

    Class<?> type(Loaders loaders) throws ClassNotFoundException {
        Class<?> known = type.get();
        if (known == null) {
            known = loaders.find(loader, name);
            type = new WeakReference<>(known);
        }
        return known;
    }

    /** Takes the descriptor out of a stream before its class is asked for. */
    private static final class DescriptorReader extends ObjectInputStream {
        private @Nullable ObjectStreamClass found;

        DescriptorReader(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        ObjectStreamClass readDescriptor() throws IOException {
            try {
                readObject();
            } catch (ClassNotFoundException e) {
                // Of the classes, which are not asked for yet.
            } catch (RuntimeException e) {
                throw new StreamCorruptedException("not the descriptor of a class: " + e);
            }
            if (found == null) {
                throw new StreamCorruptedException("not the descriptor of a class");
            }
            return found;
        }

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            var descriptor = super.readClassDescriptor();
            // Those of its superclasses follow.
            if (found == null) {
                found = descriptor;
            }
            return descriptor;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
            throw new ClassNotFoundException(descriptor.getName());
        }
    }
}
