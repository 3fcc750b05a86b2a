package dev.weft.process.internal.shared;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * An object on its way: written, and not yet read.
 *
 * @param <T> its type
 */
public final class Sent<T extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    private Sent(byte[] bytes) {
        this.bytes = bytes;
    }

    public static <T extends Serializable> Sent<T> of(T object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return new Sent<>(bytes.toByteArray());
    }

    public int length() {
        return bytes.length;
    }

    /** Lets it arrive here. */
    @SuppressWarnings("unchecked") // what arrives is of the type that was sent
    public T arrive() throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (T) in.readObject();
        }
    }
}
