package dev.weft.loop.internal.sim;

import dev.weft.internal.pool.Lifecycle;
import dev.weft.internal.task.Failure;
import dev.weft.internal.task.Task;
import dev.weft.loop.internal.Coroutine;
import dev.weft.loop.internal.Engine;
import dev.weft.loop.internal.JdkThreads;
import dev.weft.loop.internal.Timer;
import dev.weft.loop.internal.TimerHeap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a simulation: at each step one of those that can run does, drawn by the seed, and time passes when none can.
 *
 * <p>So that a seed always gives the same steps, nothing from outside may have an influence. What tries to is the simulation's
 * finding, and ends it: another thread that has a coroutine go on, and a wait for real time. Only the JDK's unblocker is no
 * outsider: it passes on who can enter a monitor, and is waited for after each step that may have released one.
 *
 * <p>All is the carrier's own, unless it says otherwise.
 */
final class SimulatedEngine implements Engine {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    // How long to wait for other threads before a deadlock is told: one may hold a class loader's monitor for an
    // instant, and
    // work in another pool that main waits for should be told as what it is.
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final Lifecycle<Coroutine> lifecycle;
    private final SimulationThread carrier;
    private final long startMillis = System.currentTimeMillis();
    // Asked before anything runs, since it is what has the JDK ask us for the time.
    private final boolean jdkTimeIsVirtual = VirtualJdkTime.isInstalled();
    private final ReadyTurns ready;
    private final Recorder recorder = new Recorder();
    private final TimerHeap timers = new TimerHeap();
    private final Queue<Runnable> posted = new ArrayDeque<>();
    private final Map<Coroutine, Member> members = new HashMap<>();
    // Those that wait to enter a monitor, or in Object.wait().
    private final Set<Member> atMonitors = new HashSet<>();
    // Those that have failed, in order.
    private final List<Task<?>> failed = new ArrayList<>();

    // What came from other threads.
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    // Whether the run is over, and what comes is dropped; written by the carrier, false -> true.
    private volatile boolean closed;
    // Written by the carrier, read by any thread.
    private volatile long nowNanos;
    private volatile @Nullable Coroutine current;
    private volatile int steps;

    // A wait of the JDK's that has just begun, by real time; 0 if there is none.
    private long realWaitNanos;
    // Whether a finding was made, and the coroutines are being ended.
    private boolean windingDown;

    private @Nullable Finding finding;

    SimulatedEngine(long seed, Lifecycle<Coroutine> lifecycle, SimulationThread carrier) {
        this.ready = new ReadyTurns(seed);
        this.lifecycle = lifecycle;
        this.carrier = carrier;
    }

    // ---- in

    @Override
    public void ready(Coroutine coroutine) {
        if (!isCarrier()) {
            arrive(coroutine);
        } else if (!coroutine.hops()) { // else it goes on as soon as its action has been run
            makeReady(coroutine);
        }
    }

    @Override
    public void post(Runnable action) {
        if (isCarrier()) {
            posted.add(action);
        } else {
            arrive(action);
        }
    }

    private void arrive(Runnable item) {
        if (!closed) {
            arrivals.add(Arrival.of(item));
            LockSupport.unpark(carrier);
        }
    }

    private void makeReady(Coroutine coroutine) {
        var member = memberOf(coroutine);
        atMonitors.remove(member);
        ready.add(member);
    }

    private Member memberOf(Coroutine coroutine) {
        return members.computeIfAbsent(coroutine, _ -> new Member(recorder.enter(coroutine.name()), coroutine));
    }

    @Override
    public Timer schedule(long nanos, Runnable action) {
        var timer = new Timer(this, timers, nowNanos + Math.max(0, nanos), action);
        if (isCarrier()) {
            timers.add(timer);
        } else {
            post(() -> timers.add(timer));
        }
        return timer;
    }

    @Override
    public ScheduledFuture<?> wakeAfter(long nanos, Runnable wake) {
        if (jdkTimeIsVirtual) {
            return schedule(nanos, wake);
        }
        realWaitNanos =
                Math.max(1, nanos); // told of once the coroutine has left the carrier and its stack can be taken
        return new Timer(this, timers, nowNanos + nanos, wake);
    }

    // ---- the steps

    /** Lets one of those run that can; {@code false} means that none can, nor will by itself. */
    boolean step() {
        takeArrivals();
        for (var action = posted.poll(); action != null; action = posted.poll()) {
            act(action);
        }
        takeDue();
        if (ready.isEmpty()) {
            return advance() || awaitArrival();
        }
        switch (ready.draw()) {
            case Timer timer -> {
                recorder.timerFired(nowNanos);
                act(timer::fire);
            }
            case Member member -> takeTurn(member);
            case Object other -> throw new IllegalStateException("can neither run nor fire: " + other);
        }
        int before = steps;
        steps = before + 1;
        drainMonitors();
        return true;
    }

    private void takeDue() {
        for (var due = timers.takeDue(nowNanos); due != null; due = timers.takeDue(nowNanos)) {
            ready.add(due);
        }
    }

    private boolean advance() {
        var first = timers.first();
        if (first == null) {
            return false;
        }
        long now = nowNanos;
        nowNanos = now + first.getDelay(TimeUnit.NANOSECONDS);
        return true;
    }

    private void act(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "an action on a simulation's own thread threw; it goes on", e);
        }
    }

    private void takeTurn(Member member) {
        recorder.coroutineRan(member.number(), nowNanos);
        var coroutine = member.coroutine();
        current = coroutine;
        coroutine.run();
        for (var action = coroutine.hop(); action != null; action = coroutine.hop()) {
            action.run();
            coroutine.endHop();
            coroutine.run();
        }
        current = null;
        if (coroutine.isOver()) {
            leave(member);
        } else {
            lookAtWait(member);
        }
    }

    private void leave(Member member) {
        var task = member.coroutine().task();
        if (task != null && task.failure() != null) {
            failed.add(task);
        }
        members.remove(member.coroutine());
        lifecycle.leave(member.coroutine());
    }

    private void lookAtWait(Member member) {
        if (JdkThreads.isAtMonitor(member.thread())) {
            atMonitors.add(member);
        }
        if (realWaitNanos > 0 && !windingDown) {
            find(Findings.realTime(member, realWaitNanos));
        }
        realWaitNanos = 0;
    }

    // ---- from outside

    private void takeArrivals() {
        for (var arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival.item() instanceof Coroutine coroutine) {
                makeReady(coroutine);
            } else {
                posted.add(arrival.item());
            }
            if (!arrival.isFromUnblocker()) {
                find(Findings.fromOutside(arrival, members.get(arrival.item())));
            }
        }
    }

    /** Waits for the JDK to pass on those that can enter a monitor now, if there may be any. */
    private void drainMonitors() {
        for (var member : atMonitors) {
            if (!JdkThreads.isInObjectWait(member.thread())) {
                carrier.drainMonitors();
                return;
            }
        }
    }

    /** Waits a little for other threads, since nothing else can help; {@code false} means that none does. */
    private boolean awaitArrival() {
        long start = System.nanoTime();
        while (arrivals.isEmpty()) {
            long left = PATIENCE_NANOS - (System.nanoTime() - start);
            if (left <= 0 || windingDown || carrier.isAborted() || Findings.isRealIo(members.values())) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    // ---- what comes out

    /** Remembers why the simulation fails, unless it does already. */
    void find(Finding found) {
        if (finding == null) {
            finding = found;
        }
    }

    @Nullable
    Finding finding() {
        return finding;
    }

    /** Writes no more steps down, and has waits by real time begin without a word; they do not end. */
    void windDown() {
        windingDown = true;
        recorder.stop();
    }

    /** Drops those that have not ended, and whatever comes from now on. */
    void close() {
        closed = true;
        members.keySet().forEach(lifecycle::leave);
    }

    /** Returns those that have not ended, by number. */
    Collection<Member> members() {
        return members.values().stream()
                .sorted(Comparator.comparingInt(Member::number))
                .toList();
    }

    /** Returns the first job that failed without anybody asking why. */
    @Nullable
    Task<?> unobserved() {
        for (var task : failed) {
            var failure = Objects.requireNonNull(task.failure());
            if (!failure.observed() && !(failure instanceof Failure.Cancelled)) {
                return task;
            }
        }
        return null;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Returns how many steps there were; any thread may ask. */
    int steps() {
        return steps;
    }

    // ---- what any thread may ask

    @Override
    public boolean isCarrier() {
        return JdkThreads.currentCarrier() == carrier;
    }

    @Override
    public boolean wouldHold() {
        return Thread.currentThread() == carrier;
    }

    @Override
    public @Nullable Coroutine current() {
        return current;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    /** Returns the time of day, if the simulation had begun when it really did. */
    long millis() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nowNanos);
    }
}
