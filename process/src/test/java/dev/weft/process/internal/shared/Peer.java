package dev.weft.process.internal.shared;

import dev.weft.Job;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another JVM that runs jobs one after the other: nothing but serialization over stdin and stdout. */
public final class Peer implements AutoCloseable {
    private final Process process;
    private final ObjectOutputStream jobs;
    private final ObjectInputStream answers;

    private Peer(Process process) throws IOException {
        this.process = process;
        this.jobs = new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.jobs.flush();
        this.answers = new ObjectInputStream(process.getInputStream());
    }

    public static Peer start() throws IOException {
        return startUnder();
    }

    /** Starts the JVM as the last words of the command {@code words}. */
    public static Peer startUnder(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(), Peer.class.getName()));
        return new Peer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns the class path; the build runs the tests with the module itself on the module path. */
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs {@code job} there and returns its result, or throws its exception. */
    public <T extends @Nullable Object> T call(Job<T> job) throws Exception {
        return send(job).call();
    }

    /** Starts {@code job} there, and returns what waits for its result. */
    @SuppressWarnings("unchecked") // the answer to a job is of its type
    public <T extends @Nullable Object> Callable<T> send(Job<T> job) throws IOException {
        write(jobs, Sent.of(job));
        return () -> (T) answer();
    }

    private @Nullable Object answer() throws Exception {
        Object answer = answers.readObject();
        if (answer instanceof Failure failure) {
            throw failure.exception();
        }
        return answer;
    }

    /** Kills the JVM: it gets no chance to tidy up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets the JVM end by itself. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    private record Failure(Exception exception) implements Serializable {}

    public static void main(String[] arguments) throws Exception {
        var answers = new ObjectOutputStream(System.out);
        answers.flush();
        var jobs = new ObjectInputStream(System.in);
        try {
            while (true) {
                write(answers, answer((Sent<?>) jobs.readUnshared()));
            }
        } catch (EOFException e) {
            // the parent has closed stdin, or is gone
        }
    }

    private static @Nullable Object answer(Sent<?> job) {
        try {
            return ((Job<?>) job.arrive()).call();
        } catch (Exception e) {
            return new Failure(e);
        }
    }

    private static void write(ObjectOutputStream out, @Nullable Object object) throws IOException {
        out.writeUnshared(object);
        out.reset();
        out.flush();
    }
}
