package dev.weft.bench.http;

import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Probe;
import dev.weft.bench.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Loads a server by {@code wrk}, and measures the requests of a second, the server's processor time of one, and the slowest but 1 %. */
record Wrk(Cores cores, String path, int connections) {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern SLOW = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s|m)\\b");
    // So that the turn is not over before all are connected and the load is even.
    private static final int CONNECTIONS_A_SECOND = 250;
    private static final Pattern ERRORS = Pattern.compile("(?:Non-2xx|Socket errors).*");

    static List<Quantity> quantities(String what) {
        return List.of(
                new Quantity(what, Unit.REQUESTS_PER_SECOND),
                new Quantity(what + ", processor", Unit.MICROSECONDS),
                new Quantity(what + ", 99 % within", Unit.MILLISECONDS));
    }

    Probe probe(Contender server) {
        return turn -> {
            var uri = "http://127.0.0.1:%d%s".formatted(server.port(), path);
            double before = server.cpuMicros();
            var output = load(uri, turn);
            double cpuMicros = server.cpuMicros() - before;
            if (ERRORS.matcher(output).find()) {
                throw new IllegalStateException(
                        "not all requests for %s were answered well: %s".formatted(uri, output));
            }
            return new double[] {number(RATE, output), cpuMicros / number(REQUESTS, output), slowMillis(output)};
        };
    }

    private String load(String uri, Duration turn) throws IOException, InterruptedException {
        long seconds = Math.max(
                Math.ceilDiv(connections, CONNECTIONS_A_SECOND),
                turn.plusMillis(500).toSeconds());
        return Programs.run(cores.beside(List.of(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + seconds + "s",
                "--latency",
                "--timeout=60s", // slow is not wrong, but shows in the figures
                uri)));
    }

    private static double number(Pattern pattern, String output) {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk did not say %s: %s".formatted(pattern, output));
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static double slowMillis(String output) {
        var matcher = SLOW.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk did not say how long 99 % took: " + output);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1e3;
            case "ms" -> value;
            case "s" -> value * 1e3;
            default -> value * 60e3;
        };
    }
}
