package dev.weft.bench.processes;

/** The least that a JVM can do for somebody: it prints a word. */
final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        System.out.println(0); // a number, as all print that are measured
    }
}
