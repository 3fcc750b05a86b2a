package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/** Reads what an {@link ObjectWriter} has written. */
final class ObjectReader extends ObjectInputStream {
    private static final InvocationHandler NONE = (proxy, method, arguments) -> {
        throw new UnsupportedOperationException("only its class is wanted");
    };

    private final Decoder decoder;
    private final List<Raw> raws;
    // The class whose descriptor has been read last; the stream asks for the class next.
    private int number;

    ObjectReader(InputStream in, Decoder decoder, List<Raw> raws, ObjectInputFilter filter) throws IOException {
        super(in);
        this.decoder = decoder;
        this.raws = raws;
        enableResolveObject(true);
        setObjectInputFilter(filter);
    }

    @Override
    protected void readStreamHeader() {
        // There is none.
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException {
        number = readNumber();
        return decoder.definedClass(number).descriptor();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws IOException, ClassNotFoundException {
        return decoder.definedClass(number).type(decoder.loaders());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        int loader = readNumber();
        var types = new Class<?>[interfaces.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = decoder.loaders().find(loader, interfaces[i]);
        }
        try {
            return Proxy.newProxyInstance(decoder.loaders().loader(loader), types, NONE)
                    .getClass();
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("no proxy of " + List.of(interfaces) + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
        if (!(object instanceof RawReference(int raw, boolean readOnly))) {
            return object;
        }
        if (raw < 0 || raw >= raws.size()) {
            throw new InvalidObjectException("raw data %d of %d".formatted(raw, raws.size()));
        }
        Object value = raws.get(raw).value();
        return readOnly && value instanceof MemorySegment segment ? segment.asReadOnly() : value;
    }

    int readNumber() throws IOException {
        int first = readUnsignedByte();
        return first < 0xff ? first : readInt();
    }
}
