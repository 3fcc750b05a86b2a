package dev.weft.http.internal.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Puts private keys of the older forms into PKCS #8, the one that the JDK reads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5958">RFC 5958</a>, RFC 8017 (RSA), RFC 5915 (EC)
 */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] key) {
        return wrap(SEQUENCE, VERSION_0, RSA, wrap(OCTETS, key));
    }

    /**
     * Wraps a key of RFC 5915.
     *
     * @throws IllegalArgumentException if it does not name its curve
     */
    static byte[] pkcs8OfEc(byte[] key, String source) {
        var curve = curveOf(key, source);
        return wrap(SEQUENCE, VERSION_0, wrap(SEQUENCE, EC_OID, curve), wrap(OCTETS, key));
    }

    // SEQUENCE { INTEGER 1, OCTET STRING, [0] curve, [1] public key }
    private static byte[] curveOf(byte[] key, String source) {
        try {
            int at = contentOf(key, 0, SEQUENCE);
            at = endOf(key, at, INTEGER);
            at = endOf(key, at, OCTETS);
            int start = contentOf(key, at, PARAMETERS);
            return Arrays.copyOfRange(key, start, endOf(key, at, PARAMETERS));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: the EC private key does not name its curve; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW"
                            .formatted(source),
                    e);
        }
    }

    private static int endOf(byte[] der, int at, int tag) {
        int content = contentOf(der, at, tag);
        int first = der[at + 1] & 0xff;
        int length = first;
        if (first >= 0x80) {
            length = 0;
            for (int i = at + 2; i < content; i++) {
                length = (length << 8) | (der[i] & 0xff);
            }
        }
        return content + length;
    }

    private static int contentOf(byte[] der, int at, int tag) {
        if ((der[at] & 0xff) != tag) {
            throw new IllegalArgumentException("expected tag %02x, found %02x at %d".formatted(tag, der[at], at));
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static byte[] wrap(int tag, byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = length > 0xffff ? 3 : length > 0xff ? 2 : 1;
            out.write(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
