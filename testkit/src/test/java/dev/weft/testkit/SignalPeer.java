package dev.weft.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;

/** The other JVM in {@link SignalTest}: awaits the first signal that it is given, and sets the second twice. */
final class SignalPeer {

    private SignalPeer() {}

    public static void main(String[] args) throws Exception {
        received(args[0]).await();
        var answer = received(args[1]);
        answer.set();
        answer.set();
    }

    /** Returns {@code signal} as text that the other JVM understands. */
    static String sent(Signal signal) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(signal);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Returns the signal that {@link #sent} made {@code text} of. */
    static Signal received(String text) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return (Signal) in.readObject();
        }
    }
}
