package dev.weft.http.internal.tcp;

import dev.weft.http.TcpException;
import dev.weft.http.TcpStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream's writing end in the JDK's words. */
final class StreamOutput extends OutputStream {
    private final TcpStream stream;

    StreamOutput(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int at, int length) throws IOException {
        try {
            stream.write(from, at, length);
        } catch (TcpException | IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            stream.flush();
        } catch (TcpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Ends the output; reading goes on. */
    @Override
    public void close() throws IOException {
        try {
            stream.shutdownOutput();
        } catch (TcpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
