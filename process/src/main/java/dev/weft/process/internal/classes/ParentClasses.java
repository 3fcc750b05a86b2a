package dev.weft.process.internal.classes;

import dev.weft.Pool;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Code;
import dev.weft.process.internal.codec.Loaders;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side of class shipping: numbers the program's loaders, and answers workers that lack a class.
 *
 * <p>Any thread may call any method. Loaders are not kept alive.
 */
public final class ParentClasses implements Loaders {
    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
    private static final @Nullable ClassLoader OWN = ParentClasses.class.getClassLoader();

    private final SourceList sources = new SourceList();
    private final ClassValue<Origin> origins = new ClassValue<>() {
        @Override
        protected Origin computeValue(Class<?> type) {
            return originOf(type);
        }
    };

    /** Where a class comes from, if not from a loader that every JVM has, and what keeps it from being sent, if anything. */
    private record Origin(@Nullable Source source, @Nullable String flaw) {}

    @Override
    public int numberOf(Class<?> type) throws UnsendableException {
        Class<?> element = elementOf(type);
        ClassLoader loader = element.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return PLATFORM;
        }
        if (loader == SYSTEM && !element.isHidden()) {
            return APPLICATION;
        }
        Origin origin = origins.get(element);
        if (origin.flaw != null) {
            throw new UnsendableException(origin.flaw);
        }
        return origin.source == null ? APPLICATION : origin.source.current().number();
    }

    private static Class<?> elementOf(Class<?> type) {
        Class<?> element = type;
        while (element.getComponentType() != null) {
            element = element.getComponentType();
        }
        return element;
    }

    private Origin originOf(Class<?> type) {
        if (type.isHidden()) {
            return new Origin(null, "%s is hidden, and no other JVM can load a hidden class".formatted(type.getName()));
        }
        if (isWeft(type)) {
            return new Origin(null, null);
        }
        ClassLoader loader = type.getClassLoader();
        if (!java.lang.reflect.Proxy.isProxyClass(type) && !ClassFiles.has(loader, type.getName())) {
            return new Origin(null, ClassFiles.missing(loader, type.getName()));
        }
        return new Origin(sources.of(loader), null);
    }

    /** Tells whether {@code type} is Weft's own: a worker has it on its class path, wherever it comes from here. */
    private static boolean isWeft(Class<?> type) {
        return type.getClassLoader() == OWN
                && Stream.of(Pool.class, ParentClasses.class)
                        .anyMatch(own -> own.getProtectionDomain().getCodeSource() != null
                                && own.getProtectionDomain()
                                        .getCodeSource()
                                        .equals(type.getProtectionDomain().getCodeSource()));
    }

    @Override
    public ClassLoader loader(int number) throws ClassNotFoundException {
        return switch (number) {
            case PLATFORM -> ClassLoader.getPlatformClassLoader();
            case APPLICATION -> SYSTEM;
            default -> sources.generation(number).source().loader();
        };
    }

    @Override
    public Class<?> find(int number, String name) throws ClassNotFoundException {
        try {
            return look(number, name);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    "%s, of which a worker has sent an object, is not found here: %s (put it on this JVM's class path too)"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    private Class<?> look(int number, String name) throws ClassNotFoundException {
        if (number == APPLICATION && OWN != SYSTEM && name.contains("dev.weft.")) {
            try {
                return Class.forName(name, false, OWN);
            } catch (ClassNotFoundException e) {
                // Somebody else's class after all.
            }
        }
        return Names.find(name, loader(number));
    }

    /** Returns what a worker should do for the class, or the resource, {@code name} of loader {@code number}. */
    public ClassAnswer answer(int number, String name) {
        try {
            if (Resources.isRequest(name)) {
                return Resources.answer(loader(number), name);
            }
            Class<?> found = look(number, name);
            int definer = numberOf(found);
            if (number > APPLICATION && definer > APPLICATION) {
                var asked = sources.generation(number);
                if (asked.source() == sources.generation(definer).source()) {
                    return new ClassAnswer.Here(asked.classFile(name));
                }
            }
            return definer == number && number == APPLICATION
                    ? new ClassAnswer.Here(ClassFiles.read(found.getClassLoader(), name))
                    : new ClassAnswer.Elsewhere(definer);
        } catch (ClassNotFoundException e) {
            return new ClassAnswer.Missing("%s is not found by the program either: %s".formatted(name, e.getMessage()));
        } catch (IOException e) {
            return new ClassAnswer.Missing(String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            return new ClassAnswer.Missing("%s cannot be loaded by the program either: %s".formatted(name, e));
        }
    }

    @Override
    public boolean isInteractive(Class<?> type) {
        return CodeWalk.isInteractive(type.getName().replace('.', '/'));
    }

    @Override
    public Collection<Field> variables(Collection<Code> code) throws UnsendableException {
        var fields = new LinkedHashSet<Field>();
        var loaders = code.stream().map(Code::loader).collect(Collectors.toCollection(LinkedHashSet::new));
        for (ClassLoader loader : loaders) {
            var walk = new CodeWalk(loader);
            walk.run(code.stream().filter(one -> one.loader() == loader).toList());
            sources.of(loader).update(walk.classFiles());
            fields.addAll(walk.variables());
        }
        return fields;
    }
}
