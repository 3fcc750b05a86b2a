package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** A stream of objects that refers to classes by number, and leaves big arrays out. */
final class ObjectWriter extends ObjectOutputStream {
    private final Pass pass;

    ObjectWriter(Output out, Pass pass) throws IOException {
        super(out);
        this.pass = pass;
        enableReplaceObject(true);
    }

    @Override
    protected void writeStreamHeader() {
        // The reader knows what comes, and this comes often.
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        writeNumber(pass.numberOfClass(descriptor.forClass()));
    }

    @Override
    protected void annotateProxyClass(Class<?> proxy) throws IOException {
        writeNumber(pass.numberOf(proxy));
    }

    @Override
    protected Object replaceObject(Object object) {
        return pass.replace(object);
    }

    /** Writes a number that is usually below 255. */
    void writeNumber(int number) throws IOException {
        if (number < 0xff) {
            writeByte(number);
        } else {
            writeByte(0xff);
            writeInt(number);
        }
    }
}
