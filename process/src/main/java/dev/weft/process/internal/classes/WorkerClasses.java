package dev.weft.process.internal.classes;

import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Loaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of class shipping: loaders that mirror those of the parent, and ask it for what they lack.
 *
 * <p>Any thread may call any method.
 */
public final class WorkerClasses implements Loaders {
    private final @Nullable ClassLoader application;
    private final ClassQuery parent;
    private final Map<Integer, ShippedLoader> mirrors = new ConcurrentHashMap<>();

    /** Makes the loaders of a worker whose class path is that of Weft's own loader. */
    public WorkerClasses(ClassQuery parent) {
        this(parent, WorkerClasses.class.getClassLoader());
    }

    /** Makes the loaders of a worker whose class path is that of {@code application}. */
    WorkerClasses(ClassQuery parent, @Nullable ClassLoader application) {
        this.parent = parent;
        this.application = application;
    }

    @Override
    public int numberOf(Class<?> type) throws UnsendableException {
        Class<?> element = type;
        while (element.getComponentType() != null) {
            element = element.getComponentType();
        }
        ClassLoader loader = element.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return PLATFORM;
        }
        if (!element.isHidden() && loader == application) {
            return APPLICATION;
        }
        if (!element.isHidden() && loader instanceof ShippedLoader mirror && mirrors.containsValue(mirror)) {
            return mirror.number();
        }
        throw new UnsendableException("%s cannot be sent: only this worker has it (from %s)"
                .formatted(element.getName(), element.isHidden() ? "a hidden class" : loader));
    }

    @Override
    public ClassLoader loader(int number) {
        if (number == PLATFORM) {
            return ClassLoader.getPlatformClassLoader();
        }
        return mirrors.computeIfAbsent(number, this::mirror);
    }

    private ShippedLoader mirror(int number) {
        return new ShippedLoader(
                number, number == APPLICATION ? application : ClassLoader.getPlatformClassLoader(), parent, this);
    }

    @Override
    public Class<?> find(int number, String name) throws ClassNotFoundException {
        return Names.find(name, loader(number));
    }
}
