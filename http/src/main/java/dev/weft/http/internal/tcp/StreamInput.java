package dev.weft.http.internal.tcp;

import dev.weft.WaitTimeoutException;
import dev.weft.http.TcpException;
import dev.weft.http.TcpStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A stream's reading end in the JDK's words. */
final class StreamInput extends InputStream {
    private final TcpStream stream;

    StreamInput(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        try {
            return stream.read(into, at, most);
        } catch (WaitTimeoutException e) {
            var timeout = new SocketTimeoutException(e.getMessage());
            timeout.initCause(e);
            throw timeout;
        } catch (TcpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Closes the stream. */
    @Override
    public void close() {
        stream.close();
    }
}
