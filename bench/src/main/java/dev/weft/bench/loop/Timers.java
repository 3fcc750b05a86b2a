package dev.weft.bench.loop;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A great many timers, each time in a process of its own: setting one, taking it back, and having it fire. */
final class Timers {
    private static final Duration NEVER = Duration.ofHours(10);

    private Timers() {}

    /** Whose timers are compared. */
    private enum Whose {
        WEFT("Weft"),
        JDK("ScheduledThreadPoolExecutor"),
        VERTX("Vert.x setTimer");

        private final String title;

        Whose(String title) {
            this.title = title;
        }

        Clockwork<?> open() {
            return switch (this) {
                case WEFT -> new Clockwork.OfLoop(Loop.open());
                case JDK -> Clockwork.OfJdk.open();
                case VERTX -> Clockwork.OfVertx.open();
            };
        }
    }

    static void run(Rig rig, Pythons pythons) throws Exception {
        int many = rig.effort().many();
        var peers = new ArrayList<>(List.of(peer(Whose.JDK, many), peer(Whose.VERTX, many)));
        peers.addAll(pythons.peersApart("timers", many));
        var what = "%,d timers: ".formatted(many);
        var quantities = List.of(
                new Quantity(what + "set one", Unit.MICROSECONDS),
                new Quantity(what + "cancel one", Unit.MICROSECONDS),
                new Quantity(what + "fire one", Unit.MICROSECONDS));
        rig.compareLarge(new Contest(quantities, apart(Whose.WEFT, many), peers));
    }

    private static Peer peer(Whose whose, int many) {
        return new Peer(whose.title, apart(whose, many));
    }

    private static Probe apart(Whose whose, int many) {
        return _ -> Fork.measure(Timers.class, whose.name(), String.valueOf(many));
    }

    /** Measures so many timers, after a tenth as many to warm up, and prints the microseconds to set, cancel and fire one. */
    public static void main(String[] args) throws Exception {
        int many = Integer.parseInt(args[1]);
        try (var clockwork = Whose.valueOf(args[0]).open()) {
            measure(clockwork, many / 10);
            System.out.println(measure(clockwork, many));
        }
    }

    private static <T> String measure(Clockwork<T> clockwork, int many) throws InterruptedException {
        var timers = new ArrayList<T>(many);
        double set = micros(clockwork, many, () -> {
            for (int i = 0; i < many; i++) {
                timers.add(clockwork.set(NEVER, () -> {}));
            }
        });
        double cancel = micros(clockwork, many, () -> timers.forEach(clockwork::cancel));
        return "%s %s %s".formatted(set, cancel, fire(clockwork, many, Duration.ofNanos((long) (2_000 * set * many))));
    }

    private static double micros(Clockwork<?> clockwork, int many, Runnable work) {
        long start = System.nanoTime();
        clockwork.inside(work);
        return (System.nanoTime() - start) / 1e3 / many;
    }

    /** Returns the time of one where all are due at the same instant, which must not come before all are set. */
    private static double fire(Clockwork<?> clockwork, int many, Duration untilDue) throws InterruptedException {
        var fired = new CountDownLatch(many);
        long due = System.nanoTime() + untilDue.toNanos();
        clockwork.inside(() -> {
            for (int i = 0; i < many; i++) {
                clockwork.set(Duration.ofNanos(due - System.nanoTime()), fired::countDown);
            }
        });
        boolean late = due - System.nanoTime() < 0;
        fired.await();
        double micros = (System.nanoTime() - due) / 1e3 / many;
        return late ? fire(clockwork, many, untilDue.multipliedBy(2)) : micros;
    }
}
