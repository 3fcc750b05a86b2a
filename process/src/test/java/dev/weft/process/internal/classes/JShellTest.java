package dev.weft.process.internal.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Connection;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snippets of a real JShell, sent to a worker's loaders. */
class JShellTest {
    private final ParentClasses parent = new ParentClasses();
    private final WorkerClasses worker = new WorkerClasses(parent::answer);
    private final Connection jobs = new Connection(new Encoder(parent), new Decoder(worker));
    private final Connection results = new Connection(new Encoder(worker), new Decoder(parent));

    private Snippets shell;

    @BeforeEach
    void open() throws Exception {
        shell = new Snippets();
    }

    @AfterEach
    void close() throws Exception {
        shell.close();
    }

    private Object run(String expression) throws Exception {
        return jobs.<Callable<Object>>send(shell.job(expression)).call();
    }

    @Test
    void aVariableTravelsWithItsValueAtTheTime() throws Exception {
        shell.eval("int x = 7;");
        Callable<Object> job = shell.job("x + 1");

        assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo(8);
        shell.eval("x = 9;");
        assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo(10);
    }

    @Test
    void objectsInVariablesTravel() throws Exception {
        shell.eval("var names = new ArrayList<>(List.of(\"a\"));", "names.add(\"b\");", "String none = null;");

        assertThat(run("names.size() + \" \" + none")).isEqualTo("2 null");
    }

    @Test
    void variablesThatMethodsReadTravelToo() throws Exception {
        shell.eval(
                "int factor = 3;",
                "int times(int n) { return n * factor; }",
                "int twice(int n) { return times(n) * 2; }");

        assertThat(run("twice(7)")).isEqualTo(42);
    }

    @Test
    void variablesThatOtherCodeReadsStay() throws Exception {
        shell.eval(
                "var socket = new java.net.Socket();",
                "int port = 1;",
                "int port() { return socket.getPort() + port; }");

        assertThat(run("port + 1")).isEqualTo(2);
    }

    @Test
    void aVariableThatCannotBeSentIsNamed() throws Exception {
        shell.eval("var sockets = new ArrayList<Object>(List.of(new java.net.Socket()));");

        assertThatThrownBy(() -> run("sockets.size()"))
                .isInstanceOf(UnsendableException.class)
                .hasMessageStartingWith("the variable sockets → ArrayList[0]: java.net.Socket is not serializable");
    }

    @Test
    void recordsOfTheShellTravelBothWaysAndTheirMethodsReadVariables() throws Exception {
        shell.eval(
                "int base = 100;",
                "record Point(int x) implements Serializable { int sum() { return x + base; } }",
                "var point = new Point(5);");

        Object result = results.send(run("new Point(point.sum())"));

        assertThat(result).isInstanceOf(shell.job("point").call().getClass()).hasToString("Point[x=105]");
    }

    @Test
    void anObjectOfTheShellThatIsOnlyCapturedBringsTheVariablesOfItsMethods() throws Exception {
        shell.eval(
                "int base = 100;",
                "interface Shape extends Serializable { int size(); }",
                "class Square implements Shape { public int size() { return base; } }",
                "Callable<Object> asking(Shape shape) { return (Callable<Object> & Serializable) () -> shape.size(); }",
                "var square = asking(new Square());");

        assertThat(jobs.<Callable<Object>>send(shell.job("square.call()")).call())
                .isEqualTo(100);
        assertThat(jobs.<Callable<Object>>send(
                                shell.<Callable<Object>>job("square").call())
                        .call())
                .isEqualTo(100);
    }

    @Test
    void lambdasInsideOfLambdasAndMethodReferencesAreFollowed() throws Exception {
        shell.eval("int add = 5;", "int more(int n) { return n + add; }");

        assertThat(
                        run(
                                "java.util.stream.Stream.of(1, 2).map(n -> more(n)).map(this_ -> this_ + add).toList().toString()"))
                .isEqualTo("[11, 12]");
    }

    @Test
    void aVariableThatRefersToALambdaBringsWhatThatReads() throws Exception {
        shell.eval(
                "int deep = 4;", "interface Fn extends Serializable { int apply(int n); }", "Fn fn = n -> n + deep;");

        assertThat(run("fn.apply(1)")).isEqualTo(5);
    }

    @Test
    void whatIsSharedWithAVariableStaysOneObject() throws Exception {
        shell.eval(
                "var list = new ArrayList<Object>();",
                "Callable<Object> same(List<Object> captured) {"
                        + " return (Callable<Object> & Serializable) () -> captured == list; }");

        assertThat(jobs.<Callable<Object>>send(
                                shell.<Callable<Object>>job("same(list)").call())
                        .call())
                .isEqualTo(true);
    }

    @Test
    void aRedefinedMethodRunsItsNewCode() throws Exception {
        shell.eval("int f() { return 1; }");
        assertThat(run("f()")).isEqualTo(1);

        shell.eval("int f() { return 2; }");

        assertThat(run("f()")).isEqualTo(2);
    }

    @Test
    void aRedefinedRecordRunsItsNewCode() throws Exception {
        shell.eval("record R(int x) implements Serializable { int get() { return x; } }");
        assertThat(run("new R(1).get()")).isEqualTo(1);

        shell.eval("record R(int x) implements Serializable { int get() { return -x; } }");

        assertThat(run("new R(1).get()")).isEqualTo(-1);
    }

    @Test
    void aStaticOfAClassOfTheShellTravelsUnlessItIsFinal() throws Exception {
        shell.eval(
                "class Config { static int level = 1; static final List<Object> ALL = new ArrayList<>(); }",
                "Config.level = 5;",
                "Config.ALL.add(1);");

        assertThat(run("Config.level + \" \" + Config.ALL")).isEqualTo("5 []");
    }
}
