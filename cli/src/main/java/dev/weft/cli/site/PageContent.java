package dev.weft.cli.site;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of the pages: random to look at, and the same at all times.
 *
 * <p>Page {@code n} is what SplitMix64 makes of the seed {@code n}, each of its numbers as eight bytes, highest first. So
 * it compresses to nothing smaller, two pages differ, and a shorter page is the start of a longer one.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number
 *     generators</a>
 */
final class PageContent {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private PageContent() {}

    /** Writes page {@code number}, {@code size} bytes long, in chunks: no page is ever in memory as a whole. */
    static void write(int number, int size, OutputStream out) throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK_BYTES);
        long state = number;
        for (int left = size; left > 0; left -= CHUNK_BYTES) {
            int length = Math.min(left, CHUNK_BYTES);
            chunk.clear();
            while (chunk.position() < length) {
                state += GOLDEN_GAMMA;
                chunk.putLong(mix(state));
            }
            out.write(chunk.array(), 0, length);
        }
    }

    /** Returns the SHA-256 of page {@code number}, {@code size} bytes long, as lower-case hexadecimal digits. */
    static String digest(int number, int size) {
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            write(number, size, out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    private static long mix(long state) {
        long bits = state;
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
