package dev.weft.process.internal.classes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Classes compiled by a test into a folder: not on the class path of anybody. */
record Compiled(Path folder) {

    /** Compiles {@code source}, the top-level class {@code name}, next to what is there already. */
    Compiled with(String name, String source) throws IOException {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        var words = new StringWriter();
        var out = new PrintWriter(words);
        var arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", folder.toString()));
        arguments.addAll(List.of("-cp", folder.toString(), file.toString()));
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(words.toString());
        }
        return this;
    }

    URLClassLoader loader(String name) throws IOException {
        return new URLClassLoader(name, new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** Returns what the static method {@code method} of class {@code name} in {@code loader} returns. */
    @SuppressWarnings("unchecked")
    static <T> Callable<T> job(ClassLoader loader, String name, String method, Object... arguments)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(name, true, loader);
        var found = Stream.of(type.getMethods())
                .filter(one -> one.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return (Callable<T>) found.invoke(null, arguments);
    }
}
