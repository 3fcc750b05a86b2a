package dev.weft.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * A process that measures when it is told to, by a line, and answers with a line; between its turns it only waits for the next.
 *
 * <p>Used by one thread.
 */
public final class Dialogue implements AutoCloseable {
    private final String who;
    private final BufferedReader answers;
    private final Writer questions;

    /** Speaks with {@code process}, which {@code who} names in errors. */
    public Dialogue(String who, Process process) {
        this.who = who;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
    }

    /** Has the process measure, and returns the numbers that it answers. */
    public double[] measure(String question) {
        return Fork.numbers(ask(question));
    }

    /** Asks the process, and returns its answer. */
    public String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("%s ended when asked '%s'".formatted(who, question));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("%s does not answer '%s'".formatted(who, question), e);
        }
    }

    /** Ends the process, by the end of its input. */
    @Override
    public void close() throws IOException {
        questions.close();
    }
}
