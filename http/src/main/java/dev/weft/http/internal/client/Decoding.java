package dev.weft.http.internal.client;

import dev.weft.http.Headers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The content codings that a body may come in: gzip and deflate always, br and zstd where their libraries are. */
final class Decoding {
    // Optional libraries: org.brotli:dec, and com.github.luben:zstd-jni.
    private static final @Nullable Opening BROTLI = library("org.brotli.dec.BrotliInputStream");
    private static final @Nullable Opening ZSTD = library("com.github.luben.zstd.ZstdInputStream");
    private static final int MOST_CODINGS = 3;
    private static final int BUFFER = 16 * 1024;

    /** What {@code Accept-Encoding} says. */
    static final String ACCEPTED = "gzip, deflate" + (BROTLI != null ? ", br" : "") + (ZSTD != null ? ", zstd" : "");

    private interface Opening {
        InputStream open(InputStream coded) throws IOException;
    }

    private Decoding() {}

    // By reflection: one of them is no module, and a name made up from its file would bind whoever uses this one.
    private static @Nullable Opening library(String stream) {
        MethodHandle constructor;
        try {
            constructor = MethodHandles.publicLookup()
                    .findConstructor(Class.forName(stream), MethodType.methodType(void.class, InputStream.class));
        } catch (ReflectiveOperationException e) {
            return null; // it is not there
        }
        return coded -> {
            try {
                return (InputStream) constructor.invoke(coded);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException(e);
            }
        };
    }

    /** Returns {@code raw} decoded from what {@code headers} say; as it is, if they say nothing, or a coding that is unknown here. */
    static InputStream decoded(BodyStream raw, Headers headers, Failures failures) {
        var codings = codings(headers);
        if (codings.isEmpty() || codings.size() > MOST_CODINGS) {
            return raw;
        }
        var openings = new ArrayList<Opening>();
        for (var coding : codings.reversed()) {
            var opening = opening(coding);
            if (opening == null) {
                return raw;
            }
            openings.add(opening);
        }
        return new DecodedStream(
                raw,
                String.join(", ", codings),
                () -> {
                    InputStream stream = new BufferedInputStream(raw, BUFFER);
                    for (var opening : openings) {
                        stream = opening.open(stream);
                    }
                    return stream;
                },
                failures);
    }

    private static List<String> codings(Headers headers) {
        return headers.all("Content-Encoding").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
    }

    private static @Nullable Opening opening(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip" -> coded -> new GZIPInputStream(coded, BUFFER);
            case "deflate" -> Decoding::inflated;
            case "br" -> BROTLI;
            case "zstd" -> ZSTD;
            default -> null;
        };
    }

    // By the letter it is zlib's format, but some servers send the bare one (RFC 9110, section 8.4.1.2).
    private static InputStream inflated(InputStream coded) throws IOException {
        coded.mark(2);
        int first = coded.read();
        int second = coded.read();
        coded.reset();
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
        return new InflaterInputStream(coded, new Inflater(!zlib), BUFFER);
    }
}
