package dev.weft.process.internal.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/** A worker for tests: does what it is told, one line each, and answers with one line. */
final class TestWorker {
    private TestWorker() {}

    public static void main(String[] arguments) throws IOException {
        var orders = new Scanner(System.in, StandardCharsets.UTF_8);
        while (orders.hasNextLine()) {
            var order = orders.nextLine().split(" ", 2);
            System.out.println(
                    switch (order[0]) {
                        case "arguments" -> Arrays.toString(arguments);
                        case "flags" -> ManagementFactory.getRuntimeMXBean().getInputArguments();
                        case "property" -> System.getProperty(order[1]);
                        case "variable" -> System.getenv(order[1]);
                        case "locale" -> Locale.getDefault();
                        case "heap" -> Runtime.getRuntime().maxMemory();
                        case "processors" -> Runtime.getRuntime().availableProcessors();
                        case "class" -> found(order[1]);
                        case "run" -> run(order[1]);
                        case "exit" -> exit(Integer.parseInt(order[1]));
                        case "crash" -> crash();
                        default -> throw new IllegalArgumentException("unknown order " + Arrays.toString(order));
                    });
        }
    }

    // Starts a shell command in the background and answers with its number.
    private static long run(String command) throws IOException {
        return new ProcessBuilder(List.of("sh", "-c", command)).start().pid();
    }

    private static String found(String name) {
        try {
            return Class.forName(name).getName();
        } catch (ClassNotFoundException e) {
            return "no " + e.getMessage();
        }
    }

    private static int exit(int code) {
        System.exit(code);
        return code;
    }

    // Writes to address 0, by the one class that still lets it.
    private static String crash() {
        try {
            var type = Class.forName("sun.misc.Unsafe");
            var field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
            return "alive";
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Unsafe to crash with", e);
        }
    }
}
