package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What a program prints on standard output; tests of programs run one at a time. */
final class Printed {

    private Printed() {}

    @FunctionalInterface
    interface Program {
        void run() throws Exception;
    }

    /** Returns the lines that {@code program} prints. */
    static List<String> by(Program program) throws Exception {
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(out);
        }
        return printed.toString(UTF_8).lines().toList();
    }
}
