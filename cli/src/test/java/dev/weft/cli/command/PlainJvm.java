package dev.weft.cli.command;

import java.util.concurrent.CountDownLatch;

/** A program without Weft, in which one thread is blocked on a monitor that another holds. */
final class PlainJvm {

    private PlainJvm() {}

    public static void main(String[] arguments) throws InterruptedException {
        var monitor = new Object();
        var held = new CountDownLatch(1);
        Thread.ofPlatform().name("holder").start(() -> {
            synchronized (monitor) {
                held.countDown();
                awaitForEver();
            }
        });
        held.await();
        var blocked = Thread.ofPlatform().name("blocked").start(() -> {
            synchronized (monitor) {
                awaitForEver();
            }
        });
        while (blocked.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
    }

    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
