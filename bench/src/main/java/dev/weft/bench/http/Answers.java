package dev.weft.bench.http;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The other side of a {@link dev.weft.bench.Dialogue}, in the process that is measured. */
final class Answers {

    private Answers() {}

    /** Answers a question. */
    @FunctionalInterface
    interface Answer {
        Object to(String question) throws Exception;
    }

    /** Answers each line of this process's input with a line, until its end. */
    static void give(Answer answer) throws Exception {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(answer.to(question));
        }
    }
}
