package dev.weft.cli.fetch;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 5MB} is 5,000,000, {@code 5MiB} is 5,242,880. */
public final class ByteSize {
    private static final Pattern SHAPE = Pattern.compile("(?<number>[0-9]{1,15}([.][0-9]{1,9})?) ?(?<unit>[A-Za-z]*)");

    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    private ByteSize() {}

    /**
     * Returns the number of bytes that {@code text} means.
     *
     * @param text a number, then B, kB, MB, GB, KiB, MiB, GiB in any case, or nothing for bytes
     * @throws IllegalArgumentException if it is nothing of that kind, or not a whole number of bytes
     */
    public static long parse(String text) {
        Matcher size = SHAPE.matcher(text.strip());
        if (size.matches()) {
            Long unit = UNITS.get(size.group("unit").toLowerCase(Locale.ROOT));
            if (unit != null) {
                BigDecimal bytes = new BigDecimal(size.group("number")).multiply(BigDecimal.valueOf(unit));
                if (bytes.stripTrailingZeros().scale() <= 0 && bytes.precision() - bytes.scale() <= 18) {
                    return bytes.longValueExact();
                }
            }
        }
        throw new IllegalArgumentException("not a size: '%s'; write bytes as 5000000, 5MB or 5MiB".formatted(text));
    }
}
