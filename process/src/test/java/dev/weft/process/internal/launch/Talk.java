package dev.weft.process.internal.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A conversation with a {@link TestWorker}. */
record Talk(WorkerProcess process, BufferedReader answers) {

    Talk(WorkerProcess process) {
        this(process, new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8)));
    }

    void tell(String order) throws IOException {
        process.stdin().write((order + "\n").getBytes(StandardCharsets.UTF_8));
        process.stdin().flush();
    }

    String ask(String order) throws IOException {
        tell(order);
        return answer();
    }

    String answer() throws IOException {
        var answer = answers.readLine();
        if (answer == null) {
            throw new AssertionError(
                    "the worker has ended: " + new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    long askPid(String order) throws IOException {
        return Long.parseLong(ask(order));
    }
}
