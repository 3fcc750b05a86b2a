package dev.weft.process.internal.codec;

import dev.weft.Pool;
import java.io.InvalidClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of Weft itself, such as a function of one item as a job: taken apart and made again by their components, so that a
 * lambda inside keeps the short way of a lambda.
 */
final class OwnRecords {
    private static final String CORE = "dev.weft.internal.";
    private static final String WORKER = "dev.weft.process.internal.worker.";

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private record Shape(List<String> names, List<MethodHandle> components, MethodHandle constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(
                        Stream.of(components).map(RecordComponent::getName).toList(),
                        Stream.of(components).map(Shape::handle).toList(),
                        MethodHandles.lookup()
                                .unreflectConstructor(constructor)
                                .asSpreader(Object[].class, types.length)
                                .asType(MethodType.methodType(Object.class, Object[].class)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " is a record that is not open to this module", e);
            }
        }

        private static MethodHandle handle(RecordComponent component) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                return MethodHandles.lookup()
                        .unreflect(accessor)
                        .asType(MethodType.methodType(Object.class, Object.class));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private OwnRecords() {}

    /** Tells whether objects of {@code type} are taken apart. */
    static boolean isOwn(Class<?> type) {
        return type.isRecord()
                && ((type.getName().startsWith(CORE) && type.getClassLoader() == Pool.class.getClassLoader())
                        || (type.getName().startsWith(WORKER)
                                && type.getClassLoader() == OwnRecords.class.getClassLoader()));
    }

    /** Returns the components of {@code own}, a record for whose class {@link #isOwn} holds. */
    static @Nullable Object[] components(Object own) {
        List<MethodHandle> accessors = SHAPES.get(own.getClass()).components;
        var values = new @Nullable Object[accessors.size()];
        Arrays.setAll(values, i -> component(accessors.get(i), own));
        return values;
    }

    private static @Nullable Object component(MethodHandle accessor, Object own) {
        try {
            return (Object) accessor.invokeExact(own);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + own.getClass(), e);
        }
    }

    /** Returns the name of component {@code index} of the records of {@code type}. */
    static String componentName(Class<?> type, int index) {
        return SHAPES.get(type).names.get(index);
    }

    /**
     * Returns a new record.
     *
     * @throws InvalidClassException if {@code type} or the components are not what {@link #components} gives
     */
    static Object make(Class<?> type, @Nullable Object[] components) throws InvalidClassException {
        if (!isOwn(type) || SHAPES.get(type).components.size() != components.length) {
            throw new InvalidClassException(type.getName(), "not a record of Weft with these components");
        }
        try {
            return (Object) SHAPES.get(type).constructor.invokeExact(components);
        } catch (Throwable e) {
            throw new InvalidClassException(type.getName(), "made from wrong components: " + e, e);
        }
    }

    /** Returns how many components the records of {@code type} have. */
    static int size(Class<?> type) {
        return SHAPES.get(type).components.size();
    }
}
