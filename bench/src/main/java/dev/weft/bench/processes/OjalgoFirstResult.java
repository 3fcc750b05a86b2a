package dev.weft.bench.processes;

/** As {@link FirstResult}, of ojAlgo's pool. */
final class OjalgoFirstResult {

    private OjalgoFirstResult() {}

    public static void main(String[] args) throws Exception {
        System.out.println(millis());
    }

    static double millis() throws Exception {
        long start = System.nanoTime();
        try (var pool = Ojalgo.open(ProcessesSuite.WORKERS)) {
            pool.submit(() -> 1).get();
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
