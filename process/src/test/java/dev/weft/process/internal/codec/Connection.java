package dev.weft.process.internal.codec;

import dev.weft.process.internal.classes.ParentClasses;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An encoder and a decoder with nothing but bytes between them: arrays and segments are copied, as a socket does. */
public final class Connection {
    private final Encoder encoder;
    private final Decoder decoder;
    private int known;

    public Connection(Encoder encoder, Decoder decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** Returns a connection between two sides that have the same class path. */
    public static Connection local() {
        var classes = new ParentClasses();
        return new Connection(new Encoder(classes), new Decoder(classes));
    }

    static Connection filtered(ObjectInputFilter filter) {
        var classes = new ParentClasses();
        return new Connection(new Encoder(classes), new Decoder(classes, filter));
    }

    /** Returns what arrives for {@code value}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // the test knows what arrives
    public <T extends @Nullable Object> T send(@Nullable Object value) throws IOException {
        return (T) receive(encoder.encode(value, "the value"));
    }

    Throwable sendFailure(Throwable failure) throws IOException {
        return (Throwable) Objects.requireNonNull(receive(encoder.encodeFailure(failure)));
    }

    /** Returns what arrives for {@code message}. */
    public @Nullable Object receive(Message message) throws IOException {
        if (message.definitions() > known) {
            decoder.define(known, encoder.definitions(known, message.definitions()));
            known = message.definitions();
        }
        return decoder.decode(copy(message));
    }

    private static Message copy(Message message) throws IOException {
        List<Raw> raws = new ArrayList<>();
        for (Raw raw : message.raws()) {
            Raw copy = Raw.allocate(raw.kind(), raw.size());
            copy.memory().copyFrom(raw.memory());
            raws.add(copy);
        }
        return new Message(message.definitions(), message.body(), raws);
    }

    public Encoder encoder() {
        return encoder;
    }

    Decoder decoder() {
        return decoder;
    }
}
